package dev.fedbench.core.transport.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Makes a certificate that signs itself (RFC 5280), for peers that know it beforehand. */
final class SelfSigned {

  private static final X500Name NAME = new X500Name("CN=fedbench ephemeral");
  private static final int SERIAL_BITS = 128;

  /** Clocks of two machines may differ. */
  private static final Duration BEFORE = Duration.ofDays(1);

  /** Longer than any process that it is for. */
  private static final Duration AFTER = Duration.ofDays(3650);

  private SelfSigned() {}

  static TlsKeys.Identity make(SecureRandom random) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair keys = generator.generateKeyPair();
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    TBSCertificate content = content(keys, algorithm, random);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate(), random);
    signature.update(content.getEncoded());
    Certificate certificate =
        Certificate.getInstance(
            new DERSequence(
                new ASN1Encodable[] {content, algorithm, new DERBitString(signature.sign())}));
    return new TlsKeys.Identity(List.of(decode(certificate.getEncoded())), keys.getPrivate());
  }

  private static TBSCertificate content(
      KeyPair keys, AlgorithmIdentifier algorithm, SecureRandom random) {
    Instant now = Instant.now();
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, random)));
    generator.setSignature(algorithm);
    generator.setIssuer(NAME);
    generator.setSubject(NAME);
    generator.setStartDate(new Time(Date.from(now.minus(BEFORE))));
    generator.setEndDate(new Time(Date.from(now.plus(AFTER))));
    generator.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    return generator.generateTBSCertificate();
  }

  private static X509Certificate decode(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
