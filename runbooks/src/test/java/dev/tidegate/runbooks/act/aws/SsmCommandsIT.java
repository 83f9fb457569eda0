package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ssm.SsmClient;

@Needs(Component.MOTO)
final class SsmCommandsIT extends SsmExecutionsContract {
    @BeforeEach
    void forget() {
        Moto.empty();
    }

    @Override
    SsmExecutions actuator() {
        return new SsmCommands(Moto.access(), Moto.CLOCK);
    }

    @Override
    Target target() {
        return SsmCommands.target(Moto.REGION, "AWS-RunShellScript", "i-0123456789abcdef0");
    }

    @Override
    List<List<String>> started() {
        try (SsmClient client = Moto.access().client(SsmClient.builder(), Moto.REGION)) {
            return client.listCommands().commands().stream()
                    .map(command -> command.parameters().get("commands"))
                    .toList();
        }
    }
}
