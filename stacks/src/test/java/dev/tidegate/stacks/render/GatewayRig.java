package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Beside a rendered gateway in a real HAProxy, ready to serve fleet {@code chat} with its one replica. */
abstract class GatewayRig {
    @TempDir Path folder;
    RunningGateway gateway;

    /** The gateway's fleets, {@code chat} first. */
    FleetSettings[] fleets() {
        return new FleetSettings[] {FleetExamples.chat()};
    }

    @BeforeEach
    final void startGateway() throws Exception {
        gateway = RunningGateway.of(folder, fleets());
        gateway.serve("chat");
        gateway.awaitReady();
    }

    @AfterEach
    final void stopGateway() {
        gateway.close();
    }
}
