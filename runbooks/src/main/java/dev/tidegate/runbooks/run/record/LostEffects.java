package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds runs in force whose target is as it was before them: a cache that lost its data, or somebody at the target itself, took
 * back what the run is meant to hold. Nothing is written again, since who took it back may have meant it. A value that somebody
 * else wrote over it, such as a floor raised further, is no loss. Looks at most once an interval; not thread-safe.
 */
public final class LostEffects {
    /** What a person may do about it. */
    public static final String REMEDY =
            "tidegate runbook undo RUN ends the run, and tidegate runbook run BOOK then sets it again";

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Function<Target, Reading> reader;
    private Map<String, String> found = new TreeMap<>();
    private Instant lastLook = Instant.MIN;

    /** @param reader asks the target; one that cannot be read has lost nothing as far as is known */
    public LostEffects(Function<Target, Reading> reader) {
        this.reader = reader;
    }

    /** What is gone, by run, as of the newest look. */
    public Map<String, String> look(Collection<RunView> runs, Instant now) {
        List<RunView> inForce =
                runs.stream().filter(run -> run.state() == RunState.IN_FORCE).toList();
        if (now.isBefore(lastLook) || !now.isBefore(lastLook.plus(INTERVAL))) {
            lastLook = now;
            found = new TreeMap<>();
            inForce.forEach(run -> found.putAll(lost(run)));
        }
        found.keySet().retainAll(inForce.stream().map(RunView::id).toList());
        return found;
    }

    private Map<String, String> lost(RunView run) {
        List<String> lost = new ArrayList<>();
        for (String step : run.stepsIn(Status.DONE)) {
            run.step(step).change().ifPresent(change -> lost.addAll(lost(change)));
        }
        return lost.isEmpty() ? Map.of() : Map.of(run.id(), String.join("; ", lost));
    }

    private List<String> lost(Change change) {
        if (!(reader.apply(change.target()) instanceof Observed now)) {
            return List.of();
        }
        String fields =
                change.fields().stream()
                        .filter(field -> isAsBefore(change, field, now))
                        .map(
                                field ->
                                        "%s is %s, and was set to %s"
                                                .formatted(
                                                        field.field(),
                                                        now.field(field.field()),
                                                        field.after()))
                        .collect(Collectors.joining(", "));
        return fields.isEmpty() ? List.of() : List.of(change.target() + ": " + fields);
    }

    private static boolean isAsBefore(Change change, FieldChange field, Observed now) {
        Change back = new Change(change.target(), List.of(field), change.key()).inverse();
        boolean gone = now.field(field.field()).isNull() && !field.after().isNull();
        return gone || (!field.isSaveOnly() && now.holdsAfter(back));
    }
}
