package dev.tidegate.stacks.network;

import com.pulumi.core.Output;

/** The other side of a wall. */
public sealed interface Peer {
    /** Everyone. */
    Peer WORLD = new Range("0.0.0.0/0");

    record Range(String addresses) implements Peer {}

    /** Addresses that AWS keeps a list of. */
    record Prefixes(Output<String> list) implements Peer {}

    record Behind(ClosedSecurityGroup wall) implements Peer {}
}
