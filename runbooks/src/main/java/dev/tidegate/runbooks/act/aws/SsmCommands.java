package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Target;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;

/** Run Command: a document executed on one instance. The service knows no idempotency keys, so the comment carries ours. */
final class SsmCommands extends SsmExecutions {
    static final String KIND = "aws-ssm-command";

    SsmCommands(AwsAccess access, InstantSource clock) {
        super(KIND, Set.of("region", "document", "instance"), access, clock);
    }

    static Target target(String region, String document, String instance) {
        return Target.of(
                KIND, Map.of("region", region, "document", document, "instance", instance));
    }

    @Override
    Optional<Execution> find(Change change, SsmClient client) {
        String comment = comment(change);
        String instance = change.target().coordinate("instance");
        return client.listCommandsPaginator(r -> r.instanceId(instance)).commands().stream()
                .filter(command -> comment.equals(command.comment()))
                .findFirst()
                .map(SsmCommands::execution);
    }

    @Override
    Execution start(Change change, SsmClient client) {
        Target target = change.target();
        return execution(
                client.sendCommand(
                                r ->
                                        r.documentName(target.coordinate("document"))
                                                .instanceIds(target.coordinate("instance"))
                                                .comment(comment(change))
                                                .parameters(parameters(change)))
                        .command());
    }

    private static String comment(Change change) {
        return "tidegate " + token(change);
    }

    private static Execution execution(Command command) {
        Stage stage =
                switch (command.status()) {
                    case SUCCESS -> Stage.SUCCEEDED;
                    case PENDING, IN_PROGRESS, CANCELLING -> Stage.RUNNING;
                    default -> Stage.FAILED;
                };
        return new Execution(
                "command " + command.commandId(), stage, String.valueOf(command.statusAsString()));
    }
}
