package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorIT {
    @Test
    @Needs(Component.PROMETHEUS)
    void promtoolAcceptsTheCollectorsConfiguration(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("collect.yaml"), rendered());

        Process process =
                new ProcessBuilder("promtool", "check", "config", "--agent", file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    @Test
    void whatTheDaemonAsksForIsCollectedUnderTheLabelItAsksBy() throws IOException {
        JsonNode jobs = new YAMLMapper().readTree(rendered()).path("scrape_configs");

        assertThat(jobs.findValuesAsText("job_name"))
                .containsExactly("chat", "code", "gateway", "control");
        assertThat(jobs.at("/0/ec2_sd_configs/0/filters/0/values/0").textValue())
                .isEqualTo("tidegate-dev-use1-chat");
        assertThat(jobs.at("/0/relabel_configs/2/replacement").textValue())
                .isEqualTo("tidegate-dev-use1-chat");
        assertThat(jobs.at("/1/file_sd_configs/0/files/0").textValue())
                .isEqualTo("/etc/prometheus/targets/code.json");
        assertThat(jobs.at("/1/relabel_configs/0/replacement").textValue())
                .isEqualTo("tidegate-dev-use1-code");
        assertThat(jobs.at("/1").has("ec2_sd_configs")).isFalse();
    }

    private static String rendered() {
        return Collector.of(
                "dev",
                "us-east-1",
                List.of(FleetExamples.chat(), FleetExamples.ofPods("code", 1, 1, 0, 4)),
                room -> "tidegate-dev-use1-" + room,
                "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/");
    }
}
