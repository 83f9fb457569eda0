package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class HealthTest {
    @AutoClose private final StatusServerRig served = new StatusServerRig();

    @Test
    void readinessWaitsForTheFirstCycle() throws Exception {
        HttpResponse<String> before = served.get("health/ready");
        served.post(served.cycleWith(100));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("chat: no cycle yet");
        assertThat(served.get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aLoopWithoutRecentCyclesIsNotAlive() throws Exception {
        served.post(served.cycleWith(100));
        int then = served.get("health/live").statusCode();

        served.rig.now = served.rig.now.plus(Duration.ofMinutes(10));

        assertThat(then).isEqualTo(200);
        assertThat(served.get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void settingTheClockDoesNotAffectLiveness() throws Exception {
        served.post(served.cycleWith(100));
        served.rig.now = served.rig.now.plus(Duration.ofHours(2));
        served.setAhead = Duration.ofHours(2);
        int setForward = served.get("health/live").statusCode();

        served.rig.now = served.rig.now.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(10));
        served.setAhead = Duration.ofHours(-1);

        assertThat(setForward).isEqualTo(200);
        assertThat(served.get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void aFailedCycleIsNotReadyUntilOneSucceeds() throws Exception {
        served.post(served.cycleWith(100));
        served.board.recordFailure("chat", "a mistake");
        int failed = served.get("health/ready").statusCode();

        served.post(served.cycleWith(100));

        assertThat(failed).isEqualTo(503);
        assertThat(served.get("health/ready").statusCode()).isEqualTo(200);
    }
}
