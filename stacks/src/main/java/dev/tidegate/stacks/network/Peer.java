package dev.tidegate.stacks.network;

import com.pulumi.core.Output;

/** The other side of a security group rule. */
public sealed interface Peer {
    /** Everyone. */
    Peer WORLD = new Range("0.0.0.0/0");

    record Range(String addresses) implements Peer {}

    /** A managed prefix list of AWS. */
    record Prefixes(Output<String> list) implements Peer {}

    record Behind(ClosedSecurityGroup securityGroup) implements Peer {}
}
