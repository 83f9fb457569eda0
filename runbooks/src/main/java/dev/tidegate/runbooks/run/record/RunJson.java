package dev.tidegate.runbooks.run.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Events as the ledger stores them: the kind names the record, the body is its JSON. */
public final class RunJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES) // or missing
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // components only
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();
    private static final Map<String, Class<?>> KINDS = kinds();

    private static final String OF_A_RUN = "run-";

    private RunJson() {}

    private static Map<String, Class<?>> kinds() {
        var kinds = new TreeMap<String, Class<?>>();
        for (Class<?> event : RunEvent.class.getPermittedSubclasses()) {
            kinds.put(kind(event), event);
        }
        return kinds;
    }

    /** {@code run-step-intended} for {@code StepIntended}. */
    static String kind(Class<?> event) {
        String dashed = event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return OF_A_RUN + dashed.toLowerCase(Locale.ROOT);
    }

    /** Whether entries of this kind hold an event of a run: also one that only a newer program understands. */
    public static boolean isOfARun(String kind) {
        return kind.startsWith(OF_A_RUN);
    }

    /** The kinds of all entries that hold an event of a run. */
    public static Set<String> allKinds() {
        return Collections.unmodifiableSet(KINDS.keySet());
    }

    static String kind(RunEvent event) {
        return kind(event.getClass());
    }

    static JsonNode body(RunEvent event) {
        return JSON.valueToTree(event);
    }

    /**
     * The event that an entry of a run holds.
     *
     * @throws UnreadableEventException when it holds none
     */
    public static RunEvent event(String kind, JsonNode body) {
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new UnreadableEventException("a " + kind + ", which this program does not know");
        }
        try {
            return (RunEvent) JSON.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException(
                    "a %s that this program does not understand: %s"
                            .formatted(kind, e.getOriginalMessage()),
                    e);
        }
    }

    /** Any plan or view of a run, for the command line's JSON. */
    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }
}
