package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.AccessRequest;
import dev.tidegate.runbooks.approve.Action;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Whether the program may run a book by itself. */
@FunctionalInterface
public interface AutomationPermit {

    /** Why not; empty when it may. */
    Optional<String> objection(int tier, Instant now);

    /** As for a person: by the rules that name this operator's roles. */
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
