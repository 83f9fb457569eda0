package dev.tidegate.runbooks.approve;

import java.net.InetAddress;
import java.time.Instant;

/**
 * What the policy decides about.
 *
 * @param tier tier of the book
 * @param source address that the request came from
 */
public record AccessRequest(
        Operator operator, Action action, int tier, Instant at, InetAddress source) {}
