package dev.tidegate.autoscaler.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when told to. */
final class VirtualClock extends Clock {
    private Instant now;

    VirtualClock(Instant now) {
        this.now = now;
    }

    void moveTo(Instant later) {
        if (later.isBefore(now)) {
            throw new IllegalArgumentException(
                    "time does not go back from " + now + " to " + later);
        }
        now = later;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this; // only instants are used
    }
}
