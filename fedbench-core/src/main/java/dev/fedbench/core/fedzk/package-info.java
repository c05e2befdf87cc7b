/**
 * FedZK's HTTP API beside the coordinator's own protocol, so that whoever drives a FedZK
 * coordinator with curl can drive this one. Paths, field names and status codes are FedZK's.
 */
package dev.fedbench.core.fedzk;
