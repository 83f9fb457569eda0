package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.autoscaler.cli.option.BadConfiguration;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class DaemonCommandTest extends CommandRig {
    private final DaemonCommand command = new DaemonCommand();

    @Test
    void theInstanceNameIsTheConfiguredOneOrTheHostName() {
        assertThat(command.instance("left", () -> "machine")).isEqualTo("left");
        assertThat(command.instance("", () -> "machine")).isEqualTo("machine");
        assertThat(command.instance(null, () -> "machine")).isEqualTo("machine");
    }

    @Test
    void anUnresolvableHostNameIsReportedWithTheVariableToSet() {
        assertThatThrownBy(
                        () ->
                                command.instance(
                                        null,
                                        () -> {
                                            throw new UnknownHostException(
                                                    "gpu-7: Name or service not known");
                                        }))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("gpu-7: Name or service not known")
                .hasMessageContaining("TIDEGATE_INSTANCE");
    }

    @Test
    void aDaemonWithoutItsRequirementsIsABadConfiguration() throws Exception {
        assertThat(run("daemon")).isEqualTo(ExitCode.BAD_CONFIGURATION.code());

        assertThat(err.toString())
                .contains("metrics: found nothing", "workloads[0].demand.query: found nothing");
    }
}
