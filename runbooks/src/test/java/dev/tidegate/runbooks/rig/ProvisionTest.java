package dev.tidegate.runbooks.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProvisionTest {
    @ParameterizedTest
    @CsvSource({
        // program, Docker, all must run
        "true,  true,  true,  PROGRAM",
        "true,  true,  false, PROGRAM",
        "true,  false, true,  PROGRAM",
        "true,  false, false, PROGRAM",
        "false, true,  true,  CONTAINER",
        "false, true,  false, CONTAINER",
        "false, false, true,  FAIL",
        "false, false, false, SKIP",
    })
    void serverComesFromTheNearestPlace(
            boolean program, boolean docker, boolean allMustRun, Provision expected) {
        assertThat(Provision.of(program, () -> docker, allMustRun)).isEqualTo(expected);
    }

    @Test
    void dockerIsNotAskedForWhatIsHere() {
        Provision here = Provision.of(true, () -> fail("asked"), true);

        assertThat(here).isEqualTo(Provision.PROGRAM);
    }
}
