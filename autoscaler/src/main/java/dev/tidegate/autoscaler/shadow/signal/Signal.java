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
    FORECAST_MEDIAN("forecast, 50 %"),
    FORECAST_HIGH("forecast, 90 %"),
    FORECAST_HIGHEST("forecast, 99 %");

    private static final Signal[] ALL = values();

    /** All of them, or all that need no forecaster. */
    public static List<Signal> all(boolean foresight) {
        return List.of(ALL).subList(0, foresight ? ALL.length : FORECAST_MEDIAN.ordinal());
    }

    private final String label;

    Signal(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
