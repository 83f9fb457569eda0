package dev.tidegate.autoscaler.shadow;

/** What a policy takes for the demand to come. */
enum Signal {
    NOW("reactive"),
    TREND("trend"),
    TREND_FAR("trend, two leads"),
    YESTERDAY("same time yesterday"),
    YESTERDAY_SCALED("same time yesterday, scaled"),
    LAST_WEEK("same time last week"),
    LAST_WEEK_SCALED("same time last week, scaled"),
    GROWTH_YESTERDAY("growth as yesterday"),
    GROWTH_LAST_WEEK("growth as last week");

    static final Signal[] ALL = values();

    private final String label;

    Signal(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
