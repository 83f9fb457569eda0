package dev.tidegate.runbooks.replay;

import dev.tidegate.runbooks.book.TriggerProgress;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays a rule over past samples, with the live rule's {@link TriggerProgress}. */
public final class TriggerReplay {
    /** Entering again within this time of leaving is flapping. */
    static final Duration FLAP_WINDOW = Duration.ofMinutes(30);

    private final TriggerRule rule;
    private final TriggerProgress progress;
    private final Optional<Duration> lease;
    private final List<Episode> episodes = new ArrayList<>();
    private @Nullable Instant entered;
    private @Nullable Instant last;
    private double peak;

    private TriggerReplay(TriggerRule rule, Optional<Duration> lease) {
        this.rule = rule;
        this.progress = new TriggerProgress(rule);
        this.lease = lease;
    }

    /**
     * @param lease the book's lease; a run of an episode that outlasts it would have been undone
     *     and opened again
     * @param samples oldest first
     */
    public static List<Episode> of(
            TriggerRule rule, Optional<Duration> lease, List<Sample> samples) {
        TriggerReplay replay = new TriggerReplay(rule, lease);
        samples.forEach(replay::add);
        replay.end();
        return List.copyOf(replay.episodes);
    }

    private void add(Sample sample) {
        last = sample.at();
        if (entered != null) {
            peak = rule.high() ? Math.max(peak, sample.value()) : Math.min(peak, sample.value());
        }
        switch (progress.add(sample)) {
            case ENTERED -> {
                entered = sample.at();
                peak = sample.value();
            }
            case LEFT -> close(Optional.of(sample.at()), sample.at());
            case NONE -> {}
        }
    }

    private void end() {
        if (entered != null && last != null) {
            close(Optional.empty(), last);
        }
    }

    private void close(Optional<Instant> left, Instant end) {
        Instant from = entered;
        if (from == null) {
            throw new IllegalStateException("nothing to close");
        }
        boolean flapped =
                !episodes.isEmpty()
                        && episodes.get(episodes.size() - 1)
                                .left()
                                .map(l -> Duration.between(l, from).compareTo(FLAP_WINDOW) < 0)
                                .orElse(false);
        boolean tooLong =
                lease.map(d -> Duration.between(from, end).compareTo(d) > 0).orElse(false);
        episodes.add(new Episode(from, peak, left, flapped, tooLong));
        entered = null;
    }
}
