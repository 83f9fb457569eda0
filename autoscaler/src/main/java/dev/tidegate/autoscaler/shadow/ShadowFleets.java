package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.shadow.cost.Losses;
import dev.tidegate.autoscaler.shadow.cost.PolicyAverage;
import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import dev.tidegate.autoscaler.shadow.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Several hundred policies, each on a fleet of its own under the demand as it comes, and which of them to follow.
 *
 * <p>A policy's cost is what its fleet paid, and at a price what it turned away and would have turned away in larger bursts. The
 * policies close to the cheapest are averaged; the less evidence there is, the more of them are close. All weights are those from
 * before the newest demand, so that more demand can only raise what each policy, and with it their average, wants. Not thread-safe.
 */
public final class ShadowFleets {
    private static final Duration MEMORY = Duration.ofDays(14);
    private static final int MOST = Short.MAX_VALUE; // replicas; no policy wants more
    private static final int ALIKE = 20; // part of a launch time by which another is no other
    private static final int ENOUGH = 60; // steps, or those of a day if they are fewer

    private final ShadowSettings settings;
    private final Disruptions disruptions;
    private final PolicyCatalogue catalogue;
    private final Signals signals;
    private final LaunchOrders orders; // by peak
    private final Fleets fleets;
    private final PolicySelection choice;
    private final UnprecedentedRise rise;
    private final DemandCollapse collapse;
    private final int lag;
    private Optional<PolicyTotals> tally = Optional.empty();
    private int want;
    private double lastSeen;
    private int missing; // slots since then
    private boolean surprised;
    private boolean doubted;
    private boolean begun;

    /** @param disruptions of the real fleet, as they are counted */
    public ShadowFleets(ShadowSettings settings, Disruptions disruptions) {
        this(settings, disruptions, settings.foresight());
    }

    private ShadowFleets(ShadowSettings settings, Disruptions disruptions, boolean foresight) {
        this.settings = settings;
        this.disruptions = disruptions;
        catalogue = PolicyCatalogue.of(settings.step(), settings.foresight());
        lag = settings.lead().steps(settings.step());
        double patience = settings.stepsIn(settings.patience());
        double memory = settings.stepsIn(MEMORY);
        double aDay = settings.stepsIn(Duration.ofDays(1));
        signals = catalogue.signals(lag);
        if (foresight) {
            signals.foresee(settings.events());
        }
        orders = new LaunchOrders(catalogue.peaks(), lag);
        fleets = new Fleets(catalogue.size(), patience);
        choice =
                new PolicySelection(
                        catalogue,
                        settings.busy().fraction(),
                        settings.price(),
                        patience,
                        memory,
                        new Losses(disruptions, patience, lag, memory));
        rise = new UnprecedentedRise(lag, settings.busy().fraction(), aDay);
        collapse = new DemandCollapse(settings, lag);
    }

    /**
     * These fleets if launches take as long as they were told, or on a fine grid about as long, since every launch moves what is
     * measured a little; else new ones that have seen the same demand. What was foreseen is not worked out again for the past,
     * where forecasts are scored as if they had said the newest demand.
     */
    public ShadowFleets withLead(LeadTime measured) {
        int other = measured.steps(settings.step());
        if (Math.abs(other - lag) <= lag / ALIKE) {
            return this;
        }
        ShadowFleets others = new ShadowFleets(settings.withLead(measured), disruptions, false);
        signals.replay(demand -> others.observe(OptionalDouble.of(demand)));
        others.signals.goOnFrom(signals);
        others.tally = tally;
        return others;
    }

    /**
     * Takes in the next slot's demand in replicas; a missing one is taken to follow yesterday's, never down. What no policy
     * could serve tells none of them apart, so that it is not charged: one glitch would outweigh months.
     *
     * @param start of the slot
     */
    public void observe(Instant start, OptionalDouble demand) {
        if (!begun) {
            signals.beginAt(start);
        }
        observe(
                demand.isPresent()
                        ? OptionalDouble.of(Math.min(MOST, demand.getAsDouble()))
                        : demand);
    }

    /** The same where it does not matter when that is: the calendar then begins in 1970. */
    void observe(OptionalDouble demand) {
        missing = demand.isPresent() ? 0 : missing + 1;
        lastSeen = demand.orElse(lastSeen);
        double served = missing == 0 ? lastSeen : signals.unseen(lastSeen, missing);
        short kept = keptInDoubt();
        signals.add(demand, served);
        PolicyCatalogue.Bench bench = catalogue.bench();
        StepScratch step = bench.step;
        catalogue.peaks(signals, bench.peaks);
        short called = PolicyCatalogue.whole(missing == 0 ? rise.add(served) : rise.addUnseen());
        short prudent;
        int together;
        if (begun) {
            float[] before = orders.newest();
            PolicyCatalogue.wants(before, step.wanted);
            PolicyCatalogue.wants(bench.peaks, before, step.wanted, step.wants);
            prudent = step.wants[catalogue.prudent()];
            together = choice.follow(step);
            score(bench, served);
        } else {
            PolicyCatalogue.wants(bench.peaks, step.wants);
            prudent = step.wants[catalogue.prudent()];
            together = prudent;
            begun = true;
        }
        if (thin()) {
            together = prudent;
        }
        orders.add(bench.peaks);
        if (missing == 0) {
            collapse.add(served);
        }
        want = Math.max(together, Math.max(called, missing > lag ? inSilence() : kept));
        surprised = called > together;
        doubted = kept > Math.max(together, called);
    }

    /** What is kept for callers who are not believed to be gone, by what was known before the newest demand. */
    private short keptInDoubt() {
        return collapse.doubted()
                ? PolicyCatalogue.whole(signals.unseen(collapse.before(), collapse.since() + 1))
                : 0;
    }

    /** What any signal calls for: nothing that was ordered knew of a demand that has not been seen for longer than a launch. */
    private short inSilence() {
        return PolicyCatalogue.whole(signals.largest());
    }

    /** Serves a step with what was wanted before it. */
    private void score(PolicyCatalogue.Bench bench, double served) {
        orders.ready(bench.least);
        PolicyCatalogue.wants(bench.least, orders.newest(), bench.step.wanted, bench.step.ready);
        fleets.serve(bench.step, served);
        choice.learn(bench.step, bench.least, served);
        tally.ifPresent(all -> all.add(bench.step));
    }

    /** Share of the recent slots that stayed under the forecast's 0.95 quantile, if there is a forecast and it could be scored. */
    public OptionalDouble coverage95() {
        return signals.coverage95();
    }

    /** Whether too little demand has been seen to tell policies apart. */
    public boolean thin() {
        return choice.steps() < Math.min(ENOUGH, settings.stepsIn(Duration.ofDays(1)));
    }

    /** What to do now, after at least one observed slot. */
    public ShadowDecision following() {
        return following(want, surprised, doubted);
    }

    /** What to do now that demand reads {@code latest} within the slot that is not over yet: a surprise is not waited for. */
    public ShadowDecision following(double latest) {
        short called = PolicyCatalogue.whole(rise.of(latest));
        return called > want ? following(called, true, false) : following();
    }

    private ShadowDecision following(int wanted, boolean bySurprise, boolean inDoubt) {
        double price = choice.price();
        if (thin()) {
            String prudent = catalogue.label(catalogue.prudent());
            return new ShadowDecision(wanted, prudent, 1, bySurprise, inDoubt, price);
        }
        PolicyAverage average = choice.vote();
        String best = catalogue.label(average.best());
        return new ShadowDecision(wanted, best, average.voices(), bySurprise, inDoubt, price);
    }

    /** Counts from the next slot on what each policy alone comes to; {@link #standings} tells. */
    public void compare() {
        tally = Optional.of(tally.orElseGet(() -> new PolicyTotals(catalogue, settings.step())));
    }

    /** What each policy alone has come to since it was compared; none if it is not. */
    public List<PolicyScore> standings() {
        return tally.map(PolicyTotals::standings).orElse(List.of());
    }
}
