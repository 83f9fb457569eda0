package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A few hundred policies, each on a fleet of its own under the demand as it comes, and which of them to follow.
 *
 * <p>A policy's cost is what its fleet paid, and what it turned away at the {@link Price} of the day. Policies close to the
 * cheapest are averaged: which of them is the very best is mostly luck. The weights are those from before the newest demand,
 * so that more demand can only raise what each policy, and with it their average, wants. Not thread-safe.
 */
public final class ShadowFleets {
    private static final Duration MEMORY = Duration.ofDays(14);
    private static final Duration ENOUGH = Duration.ofDays(1);
    private static final double CLOSE =
            0.01; // of the cheapest's cost: how far off halves a say, about
    private static final double IGNORED = 5 * CLOSE;

    private final ShadowSettings settings;
    private final Catalogue catalogue;
    private final Signals signals;
    private final TrailingPeak[] peaks;
    private final TrailingPeak expected;
    private final Fleets fleets;
    private final Fleets followed;
    private final Scores scores;
    private final Price price;
    private final Surprise surprise;
    private final short[] wants;
    private final short[] want = new short[1];
    private int voices; // policies with a say
    private int best;
    private double lastSeen;
    private int missing; // slots since then
    private boolean surprised;
    private boolean begun;

    public ShadowFleets(ShadowSettings settings) {
        this(settings, Catalogue.of(settings.step()));
    }

    private ShadowFleets(ShadowSettings settings, Catalogue catalogue) {
        this.settings = settings;
        this.catalogue = catalogue;
        int lag = settings.lead().steps(settings.step());
        double patience = settings.stepsIn(settings.patience());
        signals = new Signals(settings.step(), lag);
        peaks = catalogue.peaks();
        expected = new TrailingPeak(lag + 1);
        fleets = new Fleets(catalogue.size(), lag, patience);
        followed = new Fleets(1, lag, patience);
        scores = new Scores(catalogue.size(), settings.stepsIn(MEMORY));
        price = new Price(settings.busy().fraction(), settings.stepsIn(Duration.ofDays(1)));
        surprise =
                new Surprise(lag, settings.busy().fraction(), settings.stepsIn(Duration.ofDays(1)));
        wants = new short[catalogue.size()];
    }

    /** These fleets if launches take as long as they were told, else new ones that have seen the same demand. */
    public ShadowFleets withLead(LeadTime measured) {
        if (measured.steps(settings.step()) == settings.lead().steps(settings.step())) {
            return this;
        }
        ShadowFleets others = new ShadowFleets(settings.withLead(measured));
        signals.replay(demand -> others.observe(OptionalDouble.of(demand)));
        return others;
    }

    /** Takes in the next slot's demand in replicas; a missing one is taken to follow yesterday's, never down. */
    public void observe(OptionalDouble demand) {
        missing = demand.isPresent() ? 0 : missing + 1;
        lastSeen = demand.orElse(lastSeen);
        double served = missing == 0 ? lastSeen : signals.unseen(lastSeen, missing);
        signals.add(served);
        short[] next = catalogue.scratch();
        catalogue.wants(signals, peaks, next);
        short average = average(next);
        double called = missing == 0 ? surprise.add(served) : surprise.addUnseen();
        if (begun) {
            fleets.advance(wants, served);
            followed.advance(want, served);
            scores.add(fleets, served, expected.peak());
            price.add(served, followed.turnedAway(0));
        } else {
            fleets.begin(next);
            want[0] = next[catalogue.prudent()];
            followed.begin(want);
            begun = true;
        }
        expected.add(served);
        System.arraycopy(next, 0, wants, 0, wants.length);
        short chosen = thin() ? wants[catalogue.prudent()] : average;
        want[0] = (short) Math.max(chosen, Catalogue.whole(called));
        surprised = want[0] > chosen;
    }

    /** Whether too little demand has been seen to tell policies apart. */
    public boolean thin() {
        return scores.steps() < settings.stepsIn(ENOUGH);
    }

    /** What to do now, after at least one observed slot. */
    public Following following() {
        return following(want[0], surprised);
    }

    /** What to do now that demand reads {@code latest} within the slot that is not over yet: a surprise is not waited for. */
    public Following following(double latest) {
        short called = Catalogue.whole(surprise.of(latest));
        return called > want[0] ? following(called, true) : following();
    }

    private Following following(int wanted, boolean bySurprise) {
        int policy = thin() ? catalogue.prudent() : best;
        return new Following(
                wanted, catalogue.policy(policy).label(), thin() ? 1 : voices, bySurprise, price());
    }

    /** The policy followed from now on had been told otherwise: the floor that was set in fact. */
    public void setInstead(int floor) {
        want[0] = (short) Math.max(0, Math.min(Short.MAX_VALUE, floor));
    }

    /** The policies by cost, the best first. */
    public List<Standing> standings() {
        double now = price();
        double least = scores.cost(best, now);
        double hours = settings.step().toMillis() / (double) Duration.ofHours(1).toMillis();
        return IntStream.range(0, catalogue.size())
                .boxed()
                .sorted(Comparator.comparingDouble(policy -> scores.cost(policy, now)))
                .map(
                        policy ->
                                new Standing(
                                        catalogue.policy(policy).label(),
                                        least == 0 ? 1 : scores.cost(policy, now) / least,
                                        scores.paid(policy) * hours,
                                        Share.of(scores.share(policy))))
                .toList();
    }

    /** Share of the demand that what was followed turned away on its shadow. */
    public Share turnedAway() {
        return Share.of(price.share());
    }

    private double price() {
        return settings.price().orElseGet(price::value);
    }

    /** What the policies near the cheapest want on average, by the scores so far. */
    private short average(short[] next) {
        double now = price();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < next.length; i++) {
            double cost = scores.cost(i, now);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        double sum = 0;
        double weights = 0;
        voices = 0;
        for (int i = 0; i < next.length; i++) {
            double over = least == 0 ? 0 : scores.cost(i, now) / least - 1;
            if (over <= IGNORED) {
                double weight = Math.exp(-over / CLOSE);
                sum += weight * next[i];
                weights += weight;
                voices++;
            }
        }
        return (short) Math.max(1, Math.round(sum / weights));
    }
}
