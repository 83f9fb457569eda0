package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.AccessRequest;
import dev.tidegate.runbooks.approve.Action;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Decides whether a book may be run automatically. */
@FunctionalInterface
public interface AutomationPermit {

    /** Why not; empty when it may. */
    Optional<String> objection(int tier, Instant now);

    /** By the access policy, as for a person of that name. */
    static AutomationPermit of(AccessPolicy policy, String operator) {
        return (tier, now) ->
                policy.byName(operator)
                        .map(
                                who ->
                                        policy.objection(
                                                new AccessRequest(
                                                        who,
                                                        Action.RUN,
                                                        tier,
                                                        now,
                                                        InetAddress.getLoopbackAddress())))
                        .orElse(Optional.of(operator + " is no operator"));
    }
}
