package dev.tidegate.autoscaler.shadow.signal;

import java.util.List;

/** What a policy takes for the demand to come. */
@SuppressWarnings("EnumOrdinal") // the order is that of the declaration
public enum Signal {
    NOW("reactive"),
    TREND("trend"),
    TREND_FAR("trend, two leads"),
    YESTERDAY("same time yesterday"),
    YESTERDAY_SCALED("same time yesterday, scaled"),
    LAST_WEEK("same time last week"),
    LAST_WEEK_SCALED("same time last week, scaled"),
    GROWTH_YESTERDAY("growth as yesterday"),
    GROWTH_LAST_WEEK("growth as last week"),
    LARGEST_OF_DAYS("largest of seven days at this time"),
    STEEPEST_OF_DAYS("growth as on the steepest of seven days"),
    COMBINED_10(10),
    COMBINED_40(40),
    COMBINED_160(160),
    COMBINED_640(640),
    FORECAST_MEDIAN("forecast, 50 %"),
    FORECAST_HIGH("forecast, 90 %"),
    FORECAST_HIGHEST("forecast, 99 %");

    private static final List<Signal> ALL = List.of(values());

    private final String label;
    private final int price; // zero if it is no combination

    Signal(String label) {
        this.label = label;
        price = 0;
    }

    /** A combination of the signals that are none. */
    Signal(int price) {
        label = "combination at " + price;
        this.price = price;
    }

    /** All of them, or all that need no forecaster. */
    public static List<Signal> all(boolean foresight) {
        return foresight ? ALL : ALL.subList(0, FORECAST_MEDIAN.ordinal());
    }

    /** Whether it is worked out from those that are not. */
    boolean combined() {
        return price > 0;
    }

    /** Whether who goes by it never wants less than the newest demand itself. */
    public boolean isOverReactive() {
        return this != NOW && !combined();
    }

    /** What turning work away is taken to be worth by a combination, in what serving it costs. */
    int price() {
        return price;
    }

    public String label() {
        return label;
    }
}
