package dev.tidegate.autoscaler.daemon;

import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.PolicyLoader;
import dev.tidegate.runbooks.fire.Firing;
import dev.tidegate.runbooks.fire.Permit;
import dev.tidegate.runbooks.run.Approvers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose approval counts when a run is moved on, and what is opened without anybody: the policy that the command line uses as well. One that cannot be read lets
 * nobody's count, since what stands in the ledger may be forged.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    static Approvers approvers(Optional<AccessPolicy> policy) {
        return (name, role) ->
                policy.flatMap(known -> known.byName(name).map(who -> known.hasRole(who, role)))
                        .orElse(false);
    }

    /** What automatic books may: nothing where no policy says so. */
    static Permit permit(Optional<AccessPolicy> policy) {
        return policy.map(known -> Permit.of(known, Firing.OPERATOR))
                .orElse((tier, now) -> Optional.of("the access policy cannot be read"));
    }

    static Optional<AccessPolicy> policy(Map<String, String> environment) {
        String file = environment.getOrDefault("TIDEGATE_ACCESS", "");
        if (file.isEmpty()) {
            return Optional.of(
                    AccessPolicy.withoutFile(
                            environment.getOrDefault("TIDEGATE_ENVIRONMENT", "dev")));
        }
        try {
            if (PolicyLoader.load(Files.readString(Path.of(file)))
                    instanceof PolicyLoader.PolicyOutcome.Loaded loaded) {
                return Optional.of(loaded.policy());
            }
            LOG.error("{} is no valid access policy: nobody's approval counts", file);
        } catch (IOException e) {
            LOG.error("{} cannot be read: nobody's approval counts", file);
        }
        return Optional.empty();
    }

    private Access() {}
}
