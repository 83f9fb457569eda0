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
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Executions of Systems Manager documents: each field is a parameter of the document, its value a
 * text or a list of texts.
 *
 * <p>An execution carries the change's key and is searched for by it before it is started, so
 * neither a crash after the start nor a lost answer starts it twice. A change is done when its
 * execution has succeeded; until then the outcome is "not yet".
 */
abstract class SsmExecutions implements Actuator {

    /** An execution and its progress. */
    record Execution(String id, Stage stage, String status) {}

    enum Stage {
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    private static final int MAX_PAGES = 200; // of 50 each

    private final String kind;
    private final TargetShape shape;
    private final AwsAccess access;
    private final InstantSource clock;
    private final Map<String, SsmClient> clients = new ConcurrentHashMap<>();

    SsmExecutions(String kind, Set<String> coordinates, AwsAccess access, InstantSource clock) {
        this.kind = kind;
        this.shape = TargetShape.of(coordinates, List.of()).withOpenFields().irreversible();
        this.access = access;
        this.clock = clock;
    }

    /** The execution that this change started earlier, from this or another process. */
    abstract Optional<Execution> find(Change change, SsmClient client);

    abstract Execution start(Change change, SsmClient client);

    /**
     * Outcome of a change that may have been started and is not found. One that was not started
     * may be, which needs that a second start does nothing, or that the first would be found.
     */
    Outcome notFound(Change change, Instant now) {
        return notStarted();
    }

    static Outcome notStarted() {
        return new Outcome.Retriable(Failure.UNVERIFIED, "it was not started yet");
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final TargetShape shape() {
        return shape;
    }

    /** Without fields: earlier executions are no state. */
    @Override
    public final Reading read(Target target) {
        return Observed.of(target, clock.instant(), Map.of());
    }

    @Override
    public final Outcome apply(Change change, Fence fence) {
        if (change.isEmpty()) {
            return done(change);
        }
        SsmClient client = client(change.target());
        try {
            Optional<Execution> started = AwsErrors.call(() -> find(change, client));
            if (started.isPresent()) {
                return outcome(started.get(), change);
            }
        } catch (SdkException e) {
            return AwsErrors.ofRead(e).outcomeBeforeWrite();
        }
        if (!fence.stillHeld()) {
            return fence.lost();
        }
        try {
            return outcome(AwsErrors.call(() -> start(change, client)), change);
        } catch (SdkException e) {
            return AwsErrors.ofWrite(e);
        }
    }

    @Override
    public final Outcome verify(Change change) {
        try {
            SsmClient client = client(change.target());
            return AwsErrors.call(() -> find(change, client))
                    .map(started -> outcome(started, change))
                    .orElseGet(() -> notFound(change, clock.instant()));
        } catch (SdkException e) {
            return AwsErrors.ofRead(e).unknownOutcome();
        }
    }

    /**
     * The first match on any page.
     *
     * @throws SdkException after {@link #MAX_PAGES} pages: what was not found by then may have been
     *     started
     */
    static <P, X> Optional<X> search(Iterable<P> pages, Function<P, Optional<X>> match) {
        int seen = 0;
        for (P page : pages) {
            Optional<X> found = match.apply(page);
            if (found.isPresent()) {
                return found;
            }
            if (++seen == MAX_PAGES) {
                throw SdkClientException.create("its list has no end within " + seen + " pages");
            }
        }
        return Optional.empty();
    }

    private SsmClient client(Target target) {
        return clients.computeIfAbsent(
                target.coordinate("region"), region -> access.client(SsmClient.builder(), region));
    }

    /** The document's parameters. */
    static Map<String, List<String>> parameters(Change change) {
        var parameters = new TreeMap<String, List<String>>();
        for (FieldChange field : change.fields()) {
            parameters.put(field.field(), texts(field.after()));
        }
        return parameters;
    }

    private static List<String> texts(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList()
                : List.of(value.asText());
    }

    /** The change's key in the form and length that the service takes. */
    static String token(Change change) {
        return UUID.nameUUIDFromBytes(change.key().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Outcome outcome(Execution execution, Change change) {
        String detail = execution.id() + " is " + execution.status();
        return switch (execution.stage()) {
            case SUCCEEDED -> done(change);
            case RUNNING -> new Outcome.Retriable(Failure.NOT_YET, detail);
            case FAILED -> new Outcome.Permanent(Failure.UNVERIFIED, detail);
        };
    }

    private Outcome done(Change change) {
        return Outcome.Done.unread(change, clock.instant());
    }
}
