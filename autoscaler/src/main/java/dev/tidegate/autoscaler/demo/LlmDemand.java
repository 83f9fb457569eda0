package dev.tidegate.autoscaler.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * Generated demand of an LLM conversation service, requests for each slot. Size and shape follow published figures of a week of
 * 2024: mean 45 requests/s, busiest over quietest hour 1.8 with its peak at 14 h UTC, weekday over weekend 1.8, noise 6 % (Azure
 * LLM inference trace 2024, Azure/AzurePublicDataset, CC-BY-4.0; the figures, not the data). The flash crowd is added: that week
 * had none.
 */
final class LlmDemand {
    private static final double MEAN_RATE = 45;
    private static final double DAILY_SWING = Math.log(1.8) / 2;
    private static final double WEEKEND = 1 / 1.8;
    private static final double MEAN_OF_WEEK = (5 + 2 * WEEKEND) / 7;
    private static final double NOISE = 0.06;
    private static final Duration NOISE_MEMORY = Duration.ofMinutes(5);

    private final Duration slot;
    private final FlashCrowd crowd;

    LlmDemand(Duration slot, FlashCrowd crowd) {
        this.slot = slot;
        this.crowd = crowd;
    }

    /** Requests that arrive in each slot from {@code start} on. */
    double[] arrivals(Instant start, int slots, RandomGenerator random) {
        double seconds = slot.toMillis() / 1000.0;
        double memory = Math.exp(-seconds / NOISE_MEMORY.toSeconds());
        double fresh = Math.sqrt(1 - memory * memory);
        double noise = 0;
        double[] arrivals = new double[slots];
        for (int i = 0; i < slots; i++) {
            Instant at = start.plus(slot.multipliedBy(i));
            noise = memory * noise + fresh * random.nextGaussian();
            double mean = rate(at) * Math.exp(NOISE * noise) * seconds;
            // Independent callers: a Poisson variable with a mean this large is nearly normal.
            arrivals[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        return arrivals;
    }

    /** Mean requests a second at an instant, before noise. */
    double rate(Instant at) {
        double hour = (at.getEpochSecond() % 86_400) / 3600.0;
        double day = Math.exp(DAILY_SWING * Math.cos((hour - 14) / 24 * 2 * Math.PI));
        return MEAN_RATE / MEAN_OF_WEEK * day * week(at, hour) * crowd.factor(at);
    }

    /** Weekdays and weekends blend over four hours around midnight. */
    private static double week(Instant at, double hour) {
        double today = ofDay(at);
        Instant other = at.plus(Duration.ofHours(hour < 12 ? -12 : 12));
        double toMidnight = Math.min(hour, 24 - hour);
        double share = 0.5 + 0.5 * Math.min(1, toMidnight / 2);
        return share * today + (1 - share) * ofDay(other);
    }

    private static double ofDay(Instant at) {
        DayOfWeek day = at.atOffset(ZoneOffset.UTC).getDayOfWeek();
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? WEEKEND : 1;
    }
}
