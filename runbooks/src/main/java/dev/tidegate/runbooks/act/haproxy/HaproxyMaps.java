package dev.tidegate.runbooks.act.haproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.ReadThenWrite;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * HAProxy maps, from which a gateway's rules read flags, limits and percentages: each field is a
 * key, its value text.
 *
 * <p>A reload loses what was set over the runtime API, so the map's file is written first and then
 * the running process; a change holds when both have it. A runtime API reached over TCP may be on
 * another machine, whose file is out of reach.
 */
public final class HaproxyMaps extends ReadThenWrite {
    public static final String KIND = "haproxy-map";
    private static final String ADDRESS = "0x";
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]*");
    private static final TargetShape SHAPE =
            TargetShape.of(Set.of("runtime", "map"), List.of()).withOpenFields();

    public HaproxyMaps(InstantSource clock) {
        super(KIND, SHAPE, clock);
    }

    /**
     * @param runtime path of the runtime API's unix socket, or {@code host:port}
     * @param map the map's file, exactly as the configuration names it
     */
    public static Target target(String runtime, String map) {
        return Target.of(KIND, Map.of("runtime", runtime, "map", map));
    }

    @Override
    public Reading read(Target target) {
        Optional<Unreadable> objection = RuntimeApi.objection(target, "map");
        if (objection.isPresent()) {
            return objection.get();
        }
        try {
            String answer = api(target).execute("show map " + target.coordinate("map"));
            Optional<Unreadable> refusal = RuntimeReplies.refusalToShow(answer);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return answer.lines().allMatch(line -> line.startsWith(ADDRESS))
                    ? observe(target, answer)
                    : RuntimeReplies.garbled(answer);
        } catch (IOException e) {
            return RuntimeReplies.ofFailure(e);
        }
    }

    /** Lines are "address key value"; of two entries with the same key the first counts. */
    private Observed observe(Target target, String answer) {
        var fields = new TreeMap<String, JsonNode>();
        answer.lines()
                .map(line -> line.split(" ", 3))
                .filter(words -> words.length >= 2)
                .forEach(
                        words ->
                                fields.putIfAbsent(
                                        words[1],
                                        TextNode.valueOf(words.length < 3 ? "" : words[2])));
        return new Observed(target, now(), fields, unsaved(target, fields));
    }

    /**
     * Keys for which the map's file has another value or none; all keys if the file cannot be read.
     */
    private static Set<String> unsaved(Target target, SortedMap<String, JsonNode> fields) {
        Optional<MapFile> file = file(target);
        if (file.isEmpty()) {
            return Set.of();
        }
        try {
            Map<String, String> saved = file.get().entries();
            var running = new TreeMap<String, String>();
            fields.forEach((key, value) -> running.put(key, value.asText()));
            return Stream.concat(running.keySet().stream(), saved.keySet().stream())
                    .filter(key -> !Objects.equals(running.get(key), saved.get(key)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return fields.keySet(); // writing it will say what is wrong
        }
    }

    @Override
    public boolean holds(Change change, Observed now) {
        if (!now.holdsAfter(change)) {
            return false;
        }
        try {
            Optional<MapFile> file = file(change.target());
            return file.isEmpty() || change.isEmpty() || file.get().holds(desired(change));
        } catch (IOException e) {
            return false; // writing it will say what is wrong
        }
    }

    @Override
    protected Optional<Outcome> write(Change change, Observed now, Fence fence) {
        Optional<String> unwritable =
                change.fields().stream().flatMap(f -> objection(f).stream()).findFirst();
        if (unwritable.isPresent()) {
            return Optional.of(new Outcome.Permanent(Failure.INVALID, unwritable.get()));
        }
        Optional<MapFile> file = file(change.target());
        try {
            if (file.isPresent()) {
                file.get().write(desired(change));
            }
        } catch (IOException e) {
            return Optional.of(
                    new Outcome.Permanent(Failure.DENIED, "cannot write the map's file: " + e));
        }
        List<FieldChange> left =
                change.fields().stream()
                        .filter(f -> !now.field(f.field()).equals(f.after()))
                        .toList();
        try {
            for (int sent = 0; sent < left.size(); sent++) {
                String answer =
                        api(change.target()).execute(command(change.target(), left.get(sent), now));
                Optional<Unreadable> refusal = RuntimeReplies.refusal(answer);
                if (refusal.isPresent()) {
                    List<FieldChange> unsent = left.subList(sent, left.size());
                    return Optional.of(revertFile(file, unsent, now, refusal.get(), sent > 0));
                }
            }
            return checkIgnored(change.target(), left, now, file);
        } catch (IOException e) {
            Unreadable failure = RuntimeReplies.ofFailure(e);
            return Optional.of(new Outcome.Unknown(failure.reason(), failure.detail()));
        }
    }

    /** The process keeps what somebody else has set; the file would bring the step's value back. */
    @Override
    public Change leftBehind(Change back, Observed now) {
        Optional<MapFile> file = file(back.target());
        if (file.isEmpty()) {
            return super.leftBehind(back, now);
        }
        try {
            Map<String, String> saved = file.get().entries();
            List<FieldChange> ours =
                    back.fields().stream()
                            .filter(f -> !now.field(f.field()).equals(f.before()))
                            .filter(f -> !now.field(f.field()).equals(f.after()))
                            .filter(
                                    f ->
                                            text(f.before())
                                                    .equals(
                                                            Optional.ofNullable(
                                                                    saved.get(f.field()))))
                            .toList();
            return new Change(back.target(), ours, back.key());
        } catch (IOException e) {
            return back; // writing it will say what is wrong
        }
    }

    @Override
    public Optional<Outcome> takeOut(Change left, Fence fence) {
        if (!fence.stillHeld()) {
            return Optional.of(fence.lost());
        }
        Optional<MapFile> file = file(left.target());
        try {
            if (file.isPresent()) {
                file.get().write(desired(left));
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    new Outcome.Permanent(
                            Failure.DENIED,
                            "cannot write the map's file, whose value the next reload brings back: "
                                    + e));
        }
    }

    /**
     * HAProxy answers nothing to "set map" with a value that the rules cannot parse, as if it had
     * succeeded: reads back what was sent.
     */
    private Optional<Outcome> checkIgnored(
            Target target, List<FieldChange> sent, Observed now, Optional<MapFile> file) {
        if (!(read(target) instanceof Observed after)) {
            return Optional.empty(); // the caller reads again and reports it
        }
        List<FieldChange> ignored =
                sent.stream().filter(f -> !after.field(f.field()).equals(f.after())).toList();
        if (ignored.isEmpty()) {
            return Optional.empty();
        }
        var refusal = new Unreadable(Failure.INVALID, "HAProxy ignored " + ignored);
        return Optional.of(revertFile(file, ignored, now, refusal, ignored.size() < sent.size()));
    }

    /** Removes refused values from the file: with them the next reload would fail. */
    private static Outcome revertFile(
            Optional<MapFile> file,
            List<FieldChange> unsent,
            Observed now,
            Unreadable refusal,
            boolean othersSent) {
        var before = new LinkedHashMap<String, Optional<String>>();
        unsent.forEach(f -> before.put(f.field(), text(now.field(f.field()))));
        try {
            if (file.isPresent()) {
                file.get().write(before);
            }
        } catch (IOException e) {
            return new Outcome.Unknown(
                    refusal.reason(), refusal.detail() + "; it stays in the map's file: " + e);
        }
        return othersSent
                ? new Outcome.Unknown(refusal.reason(), refusal.detail())
                : refusal.outcomeBeforeWrite();
    }

    /**
     * Existing keys need "set": "add" would make a second entry that is never matched and never
     * removed.
     */
    private static String command(Target target, FieldChange field, Observed now) {
        String map = target.coordinate("map") + " " + field.field();
        if (field.after().isNull()) {
            return "del map " + map;
        }
        String verb = now.field(field.field()).isNull() ? "add map " : "set map ";
        return verb + map + " " + escape(field.after().asText());
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace(" ", "\\ ").replace(";", "\\;");
    }

    private static Optional<String> objection(FieldChange field) {
        if (!RuntimeApi.isWord(field.field())) {
            return Optional.of("a map's key is one word, was \"" + field.field() + '"');
        }
        boolean isText = field.after().isNull() || field.after().isTextual();
        return isText && LINE.matcher(field.after().asText()).matches()
                ? Optional.empty()
                : Optional.of("a map's value is one line of text, was " + field.after());
    }

    private static Map<String, Optional<String>> desired(Change change) {
        var desired = new LinkedHashMap<String, Optional<String>>();
        change.fields().forEach(f -> desired.put(f.field(), text(f.after())));
        return desired;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    private static RuntimeApi api(Target target) {
        return RuntimeApi.at(target.coordinate("runtime"));
    }

    private static Optional<MapFile> file(Target target) {
        return target.coordinate("runtime").startsWith("/")
                ? Optional.of(new MapFile(Path.of(target.coordinate("map"))))
                : Optional.empty();
    }
}
