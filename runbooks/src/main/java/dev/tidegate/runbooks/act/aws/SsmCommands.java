package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;

/**
 * SSM Run Command: a document executed on one instance. The API has no idempotency keys, so the
 * comment carries ours. It is eventually consistent, too: a command that was sent may be missing
 * from the list of commands for a moment, and is not sent again within that.
 */
final class SsmCommands extends SsmExecutions {
    static final String KIND = "aws-ssm-command";

    /** Longer than the list lags behind, which is a second or two. */
    static final Duration LISTED_WITHIN = Duration.ofSeconds(10);

    private static final Set<String> NOT_DELIVERED = Set.of("DeliveryTimedOut", "Undeliverable");

    private final Map<String, Execution> unlisted = new ConcurrentHashMap<>(); // sent, by key
    private final Map<String, Instant> missingSince = new ConcurrentHashMap<>(); // by key

    SsmCommands(AwsAccess access, InstantSource clock) {
        super(KIND, Set.of("region", "document", "instance"), access, clock);
    }

    static Target target(String region, String document, String instance) {
        return Target.of(
                KIND, Map.of("region", region, "document", document, "instance", instance));
    }

    @Override
    Optional<Execution> find(Change change, SsmClient client) {
        Optional<Execution> listed = listed(change, client);
        if (listed.isPresent()) {
            unlisted.remove(change.key());
            missingSince.remove(change.key());
        }
        return listed.or(() -> Optional.ofNullable(unlisted.get(change.key())));
    }

    private static Optional<Execution> listed(Change change, SsmClient client) {
        String comment = comment(change);
        String instance = change.target().coordinate("instance");
        return search(
                client.listCommandsPaginator(r -> r.instanceId(instance)),
                page ->
                        page.commands().stream()
                                .filter(command -> comment.equals(command.comment()))
                                .findFirst()
                                .map(SsmCommands::execution));
    }

    /**
     * Counts from when it was first missed, which is after any sending, by this process or by one
     * that died.
     */
    @Override
    Outcome notFound(Change change, Instant now) {
        Instant since = missingSince.computeIfAbsent(change.key(), key -> now);
        if (now.isBefore(since.plus(LISTED_WITHIN))) {
            return new Outcome.Unknown(
                    Failure.UNVERIFIED,
                    "the list of commands does not show it yet; it is sent again if that has not changed by "
                            + since.plus(LISTED_WITHIN));
        }
        missingSince.remove(change.key());
        return notStarted();
    }

    @Override
    Execution start(Change change, SsmClient client) {
        Target target = change.target();
        Execution sent =
                execution(
                        client.sendCommand(
                                        r ->
                                                r.documentName(target.coordinate("document"))
                                                        .instanceIds(target.coordinate("instance"))
                                                        .comment(comment(change))
                                                        .parameters(parameters(change)))
                                .command());
        unlisted.put(change.key(), sent);
        return sent;
    }

    private static String comment(Change change) {
        return "tidegate " + token(change);
    }

    private static Execution execution(@Nullable Command found) {
        Command command = AwsErrors.require(found, "Command");
        return new Execution("command " + command.commandId(), stage(command), status(command));
    }

    /** An unknown status counts as running: the step's timeout ends the wait. */
    private static Stage stage(Command command) {
        return switch (AwsErrors.require(command.status(), "Status")) {
            case SUCCESS -> hadNoInstance(command) ? Stage.FAILED : Stage.SUCCEEDED;
            case FAILED, TIMED_OUT, CANCELLED -> Stage.FAILED;
            default -> Stage.RUNNING;
        };
    }

    /** The service reports success even when no instance was there to execute it. */
    private static boolean hadNoInstance(Command command) {
        return command.targetCount() != null && command.targetCount() == 0;
    }

    /**
     * The status alone does not distinguish a command that ran too long from one that was never
     * delivered.
     */
    private static String status(Command command) {
        String status = command.statusAsString();
        String details = Optional.ofNullable(command.statusDetails()).orElse(status);
        String text = details.equals(status) ? status : status + " (" + details + ")";
        if (hadNoInstance(command)) {
            return text + ", and went to no instance";
        }
        return NOT_DELIVERED.contains(details.replace(" ", ""))
                ? text
                        + ": it never arrived; see whether the instance runs and its SSM agent is online"
                : text;
    }
}
