package dev.tidegate.runbooks.approve;

import java.net.InetAddress;
import java.time.Instant;

/**
 * A question to the policy.
 *
 * @param tier of the book it is about
 * @param source where the request came from
 */
public record AccessRequest(
        Operator operator, Action action, int tier, Instant at, InetAddress source) {}
