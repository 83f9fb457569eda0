package dev.tidegate.autoscaler.simulation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** The scenarios: eight days of history, then two days that are simulated. Seeded: the same numbers on every machine. */
public final class Scenarios {
    private static final int DAY = Scenario.DAY;
    private static final int START = 8 * DAY;
    private static final int END = 10 * DAY;

    private Scenarios() {}

    public static List<Scenario> all() {
        Environment calm = new Environment();
        return List.of(
                of("daily season", step -> 1, calm),
                of("flash crowd", step -> crowd(step, START + 1200, 2.2), calm),
                of("step", step -> step < START + 700 ? 1 : 1.6, calm),
                of("slow drift", step -> 1 + 0.08 * step / DAY, calm),
                of("holiday", step -> step >= START + DAY ? 0.4 : 1, calm),
                of("outage and return", step -> within(step, 600, 90) ? 0.02 : 1, calm),
                of(
                        "retry storm",
                        step -> crowd(step, START + 1200, 1.7),
                        new Environment() {
                            @Override
                            double retryShare() {
                                return 0.8;
                            }
                        }),
                of(
                        "launches take three times as long",
                        step -> 1,
                        new Environment() {
                            @Override
                            int lead(int step) {
                                return 3 * Scenario.LEAD;
                            }
                        }),
                of(
                        "launches fail",
                        step -> 1,
                        new Environment() {
                            @Override
                            int failedLaunches(int step, int starting) {
                                return step % 3 == 0 ? starting / 2 : 0;
                            }
                        }),
                of(
                        "spot capacity reclaimed",
                        step -> 1,
                        new Environment() {
                            @Override
                            int reclaimedReplicas(int step, int ready) {
                                return step % 400 == 399 ? ready / 5 : 0;
                            }
                        }),
                of(
                        "spot capacity reclaimed often",
                        step -> 1,
                        new Environment() {
                            @Override
                            int reclaimedReplicas(int step, int ready) {
                                return step % 200 == 199 ? ready / 3 : 0;
                            }
                        }),
                of(
                        "silent metrics",
                        step -> 1,
                        new Environment() {
                            @Override
                            public OptionalDouble reportedDemand(int step, double demand) {
                                return step % DAY >= 300 && step % DAY < 540
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(demand);
                            }
                        }),
                of(
                        "lying metrics",
                        step -> 1,
                        new Environment() {
                            @Override
                            public OptionalDouble reportedDemand(int step, double demand) {
                                return OptionalDouble.of(step % 97 == 0 ? 0 : demand);
                            }
                        }),
                of(
                        "quota",
                        step -> 1,
                        new Environment() {
                            @Override
                            int quota(int step) {
                                return 24;
                            }
                        }));
    }

    private static Scenario of(String name, IntToDoubleFunction factor, Environment environment) {
        Random random = new Random(name.hashCode());
        double[] demand = new double[END];
        double noise = 0;
        for (int step = 0; step < END; step++) {
            double hour = step % DAY / 60.0;
            double season = 18 + 8 * Math.cos((hour - 14) / 24 * 2 * Math.PI);
            boolean weekend = step / DAY % 7 >= 5;
            noise = 0.95 * noise + 0.31 * random.nextGaussian();
            double level = season * (weekend ? 0.7 : 1) * factor.applyAsDouble(step);
            demand[step] = level * Math.exp(0.04 * noise);
        }
        return new Scenario(name, demand, START, environment);
    }

    /** A crowd that arrives within twenty minutes and leaves within hours. */
    private static double crowd(int step, int at, double height) {
        int since = step - at;
        if (since < 0) {
            return 1;
        }
        double shape = since < 20 ? since / 20.0 : Math.exp(-(since - 20) / 120.0);
        return 1 + (height - 1) * shape;
    }

    private static boolean within(int step, int from, int length) {
        return step >= START + from && step < START + from + length;
    }
}
