package dev.tidegate.runbooks.replay;

import dev.tidegate.runbooks.book.Rule;
import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a rule through samples. A dwell time counts only while samples keep coming: a gap of more
 * than {@link #LONGEST_GAP} begins it anew, and neither enters nor leaves.
 */
public final class RuleReplay {
    static final Duration LONGEST_GAP = Duration.ofMinutes(5);

    /** Entering again within this of leaving is flapping. */
    static final Duration FLAP = Duration.ofMinutes(30);

    private final Rule rule;
    private final Optional<Duration> lease;
    private final List<Episode> episodes = new ArrayList<>();
    private @Nullable Instant entered;
    private @Nullable Instant since; // of the dwell that is under way
    private @Nullable Instant last;
    private double peak;

    private RuleReplay(Rule rule, Optional<Duration> lease) {
        this.rule = rule;
        this.lease = lease;
    }

    /**
     * @param lease of the book; an episode that outlasts it would have been taken back and fired again
     * @param samples oldest first
     */
    public static List<Episode> of(Rule rule, Optional<Duration> lease, List<Sample> samples) {
        RuleReplay replay = new RuleReplay(rule, lease);
        samples.forEach(replay::see);
        replay.end();
        return List.copyOf(replay.episodes);
    }

    private void see(Sample sample) {
        Instant at = sample.at();
        if (last != null && Duration.between(last, at).compareTo(LONGEST_GAP) > 0) {
            since = null;
        }
        last = at;
        boolean moving =
                entered == null ? rule.entersAt(sample.value()) : rule.exitsAt(sample.value());
        if (entered != null) {
            peak = rule.high() ? Math.max(peak, sample.value()) : Math.min(peak, sample.value());
        }
        if (!moving) {
            since = null;
            return;
        }
        since = since == null ? at : since;
        Duration asked = entered == null ? rule.enterFor() : rule.exitFor();
        if (Duration.between(since, at).compareTo(asked) >= 0) {
            move(sample);
        }
    }

    private void move(Sample sample) {
        since = null;
        if (entered == null) {
            entered = sample.at();
            peak = sample.value();
        } else {
            close(Optional.of(sample.at()), sample.at());
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
                                .map(l -> Duration.between(l, from).compareTo(FLAP) < 0)
                                .orElse(false);
        boolean tooLong =
                lease.map(d -> Duration.between(from, end).compareTo(d) > 0).orElse(false);
        episodes.add(new Episode(from, peak, left, flapped, tooLong));
        entered = null;
    }
}
