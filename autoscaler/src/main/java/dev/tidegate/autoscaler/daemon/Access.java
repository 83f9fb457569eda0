package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.PolicyLoader;
import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import dev.tidegate.runbooks.run.Approvers;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import dev.tidegate.runbooks.trigger.AutomationPermit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose approval counts when a run is moved on, and what is opened without anybody: the policy that the command line uses as well,
 * read anew at every question, since somebody may just have been taken out of it. While its file cannot be used, what it said
 * last holds, which stands among the troubles; one that never could be used lets nobody do anything, since what stands in the
 * ledger may be forged. Thread-safe.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);
    private static final String ABOUT = "access policy";

    private final Optional<Path> file;
    private final Troubles troubles;
    private AccessPolicy policy;
    private Optional<String> text = Optional.empty(); // that was last understood, or not
    private boolean everRead;

    private Access(Optional<Path> file, AccessPolicy first, Troubles troubles) {
        this.file = file;
        this.policy = first;
        this.troubles = troubles;
    }

    static Access of(Map<String, String> environment, Troubles troubles) {
        String file = environment.getOrDefault("TIDEGATE_ACCESS", "");
        Access access =
                file.isEmpty()
                        ? new Access(
                                Optional.empty(),
                                AccessPolicy.withoutFile(
                                        environment.getOrDefault("TIDEGATE_ENVIRONMENT", "dev")),
                                troubles)
                        : new Access(Optional.of(Path.of(file)), AccessPolicy.nobody(), troubles);
        access.policy();
        return access;
    }

    Approvers approvers() {
        return (name, role) -> {
            AccessPolicy now = policy();
            return now.byName(name).map(who -> now.hasRole(who, role)).orElse(false);
        };
    }

    /** What automatic books may. */
    AutomationPermit permit() {
        return (tier, now) ->
                AutomationPermit.of(policy(), AutomaticRuns.OPERATOR).objection(tier, now);
    }

    /** As its file says now, or said when it last could be used. */
    synchronized AccessPolicy policy() {
        file.ifPresent(this::read);
        return policy;
    }

    private void read(Path from) {
        String now;
        try {
            now = Files.readString(from);
        } catch (IOException e) {
            text = Optional.empty();
            unusable(from + " cannot be read", List.of(e.toString()));
            return;
        }
        if (text.equals(Optional.of(now))) {
            return;
        }
        text = Optional.of(now);
        PolicyOutcome outcome = PolicyLoader.load(now);
        if (outcome instanceof PolicyOutcome.Invalid invalid) {
            unusable(from + " is no valid access policy", invalid.problems());
            return;
        }
        policy = ((PolicyOutcome.Loaded) outcome).policy();
        if (everRead) {
            LOG.info("{}: {} was read anew", ABOUT, from);
        }
        everRead = true;
        troubles.clear(ABOUT);
    }

    private void unusable(String what, List<?> problems) {
        String why = problems.stream().map(Object::toString).collect(Collectors.joining("; "));
        troubles.report(
                ABOUT,
                what + ": " + why,
                what
                        + ", "
                        + (everRead
                                ? "the last valid policy holds, also for operators who were removed since: "
                                : "nobody's approval counts and no book is opened by itself: ")
                        + why);
    }
}
