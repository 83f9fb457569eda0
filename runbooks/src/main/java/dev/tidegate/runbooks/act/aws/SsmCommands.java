package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.act.Target;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;

/**
 * A document of Systems Manager, run as a command on one instance: a field is a parameter of the document, its value a text
 * or a list of texts.
 *
 * <p>The service knows no idempotency keys. So a command carries the change's key in its comment, and is looked for there
 * before it is sent: neither a crash after sending nor an answer that was lost runs it twice.
 */
final class SsmCommands implements Actuator {
    static final String KIND = "aws-ssm-command";
    private static final Shape SHAPE =
            Shape.restorable(Set.of("region", "document", "instance"), List.of())
                    .withOpenFields()
                    .irreversible();

    private final AwsAccess access;
    private final InstantSource clock;
    private final Map<String, SsmClient> clients = new ConcurrentHashMap<>();

    SsmCommands(AwsAccess access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    static Target target(String region, String document, String instance) {
        return Target.of(
                KIND, Map.of("region", region, "document", document, "instance", instance));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    /** Without fields: what was run before is no state of the instance. */
    @Override
    public Reading read(Target target) {
        return new Observed(target, clock.instant(), new TreeMap<>());
    }

    @Override
    public Outcome apply(Change change, Fence fence) {
        if (change.isEmpty()) {
            return done(change);
        }
        try {
            Optional<Command> sent = find(change);
            if (sent.isPresent()) {
                return outcome(sent.get(), change);
            }
        } catch (SdkException e) {
            return AwsAnswers.ofRead(e).beforeAnyWrite();
        }
        if (!fence.stillHeld()) {
            return fence.lost();
        }
        try {
            return outcome(send(change), change);
        } catch (SdkException e) {
            return AwsAnswers.ofWrite(e);
        }
    }

    @Override
    public Outcome verify(Change change) {
        try {
            return find(change)
                    .map(sent -> outcome(sent, change))
                    .orElseGet(
                            () ->
                                    new Outcome.Retriable(
                                            Failure.UNVERIFIED, "the command was not sent yet"));
        } catch (SdkException e) {
            return new Outcome.Unknown(
                    AwsAnswers.ofRead(e).reason(), String.valueOf(e.getMessage()));
        }
    }

    private SsmClient client(Target target) {
        return clients.computeIfAbsent(
                target.coordinate("region"), region -> access.client(SsmClient.builder(), region));
    }

    private Optional<Command> find(Change change) {
        String comment = comment(change);
        return client(change.target())
                .listCommands(r -> r.instanceId(change.target().coordinate("instance")))
                .commands()
                .stream()
                .filter(command -> comment.equals(command.comment()))
                .findFirst();
    }

    private Command send(Change change) {
        var parameters = new TreeMap<String, List<String>>();
        for (FieldChange field : change.fields()) {
            parameters.put(field.field(), texts(field.after()));
        }
        return client(change.target())
                .sendCommand(
                        r ->
                                r.documentName(change.target().coordinate("document"))
                                        .instanceIds(change.target().coordinate("instance"))
                                        .comment(comment(change))
                                        .parameters(parameters))
                .command();
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList()
                : List.of(value.asText());
    }

    /** Comments end at 100 characters, keys need not. */
    private static String comment(Change change) {
        return "tidegate " + UUID.nameUUIDFromBytes(change.key().getBytes(StandardCharsets.UTF_8));
    }

    private Outcome outcome(Command command, Change change) {
        String detail = "command " + command.commandId() + " is " + command.statusAsString();
        return switch (command.status()) {
            case SUCCESS -> done(change);
            case PENDING, IN_PROGRESS -> new Outcome.Retriable(Failure.NOT_YET, detail);
            default -> new Outcome.Permanent(Failure.UNVERIFIED, detail);
        };
    }

    private Outcome done(Change change) {
        var fields = new TreeMap<String, JsonNode>();
        change.fields().forEach(field -> fields.put(field.field(), field.after()));
        return new Outcome.Done(new Observed(change.target(), clock.instant(), fields));
    }
}
