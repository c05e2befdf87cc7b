package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.rpc.RpcException;
import java.nio.ByteBuffer;

/** Frames from anywhere: read, or refused with a reason; and nothing larger than allowed. */
class FrameFuzzTest {

  private static final int MOST = 10_000;
  private static final Packer PACKER = new Packer(new DeflateCodec(), new CompressionCounter());

  @FuzzTest(maxDuration = "1m")
  void frames_are_read_totally(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    try {
      Frame frame = Frame.read(bytes);
      assertThat(frame.plainLength()).isNotNegative();
      if (frame.kind() != Frame.Kind.REFUSAL) {
        assertThat(Frame.write(frame.kind(), frame.plainLength(), frame.payload()))
            .as("there is one way to write a frame")
            .isEqualTo(bytes);
      }
    } catch (RpcException e) {
      assertThat(e.reason()).isEqualTo(RpcException.Reason.PROTOCOL);
    }
    try {
      assertThat(PACKER.unpack(bytes, MOST).remaining()).isLessThanOrEqualTo(MOST);
    } catch (RpcException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    assertThat(bytes.position()).isZero();
  }
}
