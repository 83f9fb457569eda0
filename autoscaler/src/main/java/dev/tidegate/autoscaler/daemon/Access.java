package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.PolicyFile;
import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import dev.tidegate.runbooks.run.Approvers;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import dev.tidegate.runbooks.trigger.AutomationPermit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access policy that decides whose approval of a run counts, and which books may run without one; the command line uses the
 * same file. It is read again at every use, since someone may just have been removed from it. While the file is unusable the last
 * policy stays in force, which is reported as a trouble; if it never was usable nobody may do anything, since entries in the
 * ledger may be forged. Thread-safe.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String SUBJECT = "access policy";

    private final PolicyFile file;
    private final Troubles troubles;
    private AccessPolicy policy = AccessPolicy.nobody();
    private Optional<PolicyOutcome> last = Optional.empty();
    private boolean loadedOnce;

    private Access(PolicyFile file, Troubles troubles) {
        this.file = file;
        this.troubles = troubles;
    }

    /** @param configured the policy's file, unless the environment names another */
    static Access of(
            Optional<Path> configured, Map<String, String> environment, Troubles troubles) {
        Access access =
                new Access(
                        PolicyFile.of(
                                Optional.ofNullable(environment.get("TIDEGATE_ACCESS"))
                                        .map(Path::of),
                                configured,
                                environment.getOrDefault("TIDEGATE_ENVIRONMENT", "dev")),
                        troubles);
        access.policy();
        return access;
    }

    Approvers approvers() {
        return (name, role) -> {
            AccessPolicy current = policy();
            return current.byName(name).map(who -> current.hasRole(who, role)).orElse(false);
        };
    }

    /** Which tiers may start books automatically. */
    AutomationPermit permit() {
        return (tier, now) ->
                AutomationPermit.of(policy(), AutomaticRuns.OPERATOR).objection(tier, now);
    }

    /** The current policy, or the last usable one. */
    synchronized AccessPolicy policy() {
        Optional<PolicyOutcome> outcome = Optional.of(file.read());
        if (!outcome.equals(last)) {
            last = outcome;
            follow(outcome.get());
        }
        return policy;
    }

    private void follow(PolicyOutcome outcome) {
        String path = file.path().map(Path::toString).orElse("");
        if (outcome instanceof PolicyOutcome.Unreadable unreadable) {
            reportUnusable(path + " cannot be read", List.of(unreadable.why()));
        } else if (outcome instanceof PolicyOutcome.Invalid invalid) {
            reportUnusable(path + " is no valid access policy", invalid.problems());
        } else {
            policy = ((PolicyOutcome.Loaded) outcome).policy();
            if (loadedOnce) {
                LOG.info("{}: {} was read anew", SUBJECT, path);
            }
            loadedOnce = true;
            troubles.clear(SUBJECT);
        }
    }

    private void reportUnusable(String what, List<?> problems) {
        String why = problems.stream().map(Object::toString).collect(Collectors.joining("; "));
        troubles.report(
                SUBJECT,
                what + ": " + why,
                what
                        + ", "
                        + (loadedOnce
                                ? "the last valid policy holds, also for operators who were removed since: "
                                : "nobody's approval counts and no book is opened by itself: ")
                        + why);
    }
}
