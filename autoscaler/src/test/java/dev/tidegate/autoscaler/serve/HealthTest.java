package dev.tidegate.autoscaler.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class HealthTest {
    @AutoClose private final StatusServerRig rig = new StatusServerRig();

    @Test
    void readinessWaitsForTheFirstCycle() throws Exception {
        HttpResponse<String> before = rig.get("health/ready");
        rig.post(rig.cycleWith(100));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("chat: no cycle yet");
        assertThat(rig.get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aLoopWithoutRecentCyclesIsNotAlive() throws Exception {
        rig.post(rig.cycleWith(100));
        int then = rig.get("health/live").statusCode();

        rig.loopRig.now = rig.loopRig.now.plus(Duration.ofMinutes(10));

        assertThat(then).isEqualTo(200);
        assertThat(rig.get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void settingTheClockDoesNotAffectLiveness() throws Exception {
        rig.post(rig.cycleWith(100));
        rig.loopRig.now = rig.loopRig.now.plus(Duration.ofHours(2));
        rig.setAhead = Duration.ofHours(2);
        int setForward = rig.get("health/live").statusCode();

        rig.loopRig.now = rig.loopRig.now.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(10));
        rig.setAhead = Duration.ofHours(-1);

        assertThat(setForward).isEqualTo(200);
        assertThat(rig.get("health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void aFailedCycleIsNotReadyUntilOneSucceeds() throws Exception {
        rig.post(rig.cycleWith(100));
        rig.board.recordFailure("chat", "a mistake");
        int failed = rig.get("health/ready").statusCode();

        rig.post(rig.cycleWith(100));

        assertThat(failed).isEqualTo(503);
        assertThat(rig.get("health/ready").statusCode()).isEqualTo(200);
    }
}
