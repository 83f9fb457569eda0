package dev.tidegate.autoscaler.shadow.signal;

import java.util.List;

/** What a policy uses as the demand to come. */
@SuppressWarnings("EnumOrdinal") // relies on the order of declaration
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
    private final int price; // zero unless it is a combination

    Signal(String label) {
        this.label = label;
        price = 0;
    }

    /** A combination of the other signals, at a price. */
    Signal(int price) {
        label = "combination at " + price;
        this.price = price;
    }

    /** All signals, or those that need no forecast. */
    public static List<Signal> all(boolean forecasting) {
        return forecasting ? ALL : ALL.subList(0, FORECAST_MEDIAN.ordinal());
    }

    /** Whether it is computed from the other signals. */
    boolean isCombination() {
        return price > 0;
    }

    /** Whether policies on it never want less than the newest demand itself. */
    public boolean isOverReactive() {
        return this != NOW && !isCombination();
    }

    /** The price of turning work away that a combination is learned for, as a multiple of serving it. */
    int price() {
        return price;
    }

    public String label() {
        return label;
    }
}
