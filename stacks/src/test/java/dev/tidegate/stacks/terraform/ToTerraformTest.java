package dev.tidegate.stacks.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.stacks.wire.Export;
import dev.tidegate.stacks.wire.Recorded;
import dev.tidegate.stacks.wire.Runs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ToTerraformTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void everyResourceOfOursHasItsCounterpart(String stack) throws IOException {
        Recorded run = Runs.up(stack);

        JsonNode converted = convert(Export.of(run).toString());

        long asked = run.asked().stream().filter(one -> one.type().startsWith("aws:")).count();
        long made = 0;
        for (JsonNode ofOneType : converted.path("resource")) {
            made += ofOneType.size();
        }
        assertThat(made).isEqualTo(asked);
    }

    @Test
    void aValueOfAnotherResourceBecomesTheWayThere() throws IOException {
        JsonNode resources = convert(Export.of(Runs.up("dev")).toString()).path("resource");

        assertThat(resources.at("/aws_subnet/use1-private-a-subnet/vpc_id").textValue())
                .isEqualTo("${aws_vpc.use1-vpc.id}");
        assertThat(resources.at("/aws_lb_listener/use1-chat-listener/default_action/0"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"type\": \"forward\", \"target_group_arn\":"
                                        + " \"${aws_lb_target_group.use1-chat-targets.arn}\"}"));
        assertThat(resources.at("/aws_iam_role_policy/use1-gateway-policy/policy").textValue())
                .contains("${aws_kms_key.use1-key.arn}", "${aws_s3_bucket.use1-documents-bucket.");
    }

    @Test
    void whatHappensToAResourceLaterComesAlong() throws IOException {
        JsonNode dev = convert(Export.of(Runs.up("dev")).toString());
        JsonNode prod = convert(Export.of(Runs.up("prod-us-east-1")).toString());
        String group = "/resource/aws_autoscaling_group/use1-chat-group";

        assertThat(dev.at(group + "/lifecycle"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"ignore_changes\": [\"min_size\", \"desired_capacity\"]}"));
        assertThat(prod.at(group + "/lifecycle/prevent_destroy").booleanValue()).isTrue();
        assertThat(dev.at(group + "/provider").textValue()).isEqualTo("aws.use1-provider");
        assertThat(dev.at("/provider/aws"))
                .contains(
                        JSON.readTree("{\"alias\": \"use1-provider\", \"region\": \"us-east-1\"}"));
    }

    /** A part that a resource has one of is a list of one there. */
    @Test
    void whatIsIgnoredWithinAPartIsNamedWithThePart() throws IOException {
        JsonNode staging = convert(Export.of(Runs.up("staging")).toString());

        assertThat(
                        staging.at(
                                        "/resource/aws_eks_cluster/use1-cluster/lifecycle/ignore_changes/0")
                                .textValue())
                .isEqualTo("vpc_config[0].subnet_ids");
    }

    @Test
    void textThatLooksLikeATemplateStaysText() throws IOException {
        JsonNode converted =
                convert(
                        export(
                                "{'urn': 'urn:pulumi:dev::p::aws:sns/topic:Topic::a.b', 'type':"
                                        + " 'aws:sns/topic:Topic', 'custom': true, 'inputs':"
                                        + " {'displayName': 'costs ${money} and %{more}', 'tags':"
                                        + " {'camelCase': 'x'}}}"));

        assertThat(converted.at("/resource/aws_sns_topic/a-b"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"display_name\": \"costs $${money} and %%{more}\", \"tags\":"
                                        + " {\"camelCase\": \"x\"}}"));
    }

    /** An export holds it encrypted, and a document is for others to read. */
    @Test
    void aSecretIsAskedForAndNotWrittenDown() throws IOException {
        JsonNode converted =
                convert(
                        export(
                                "{'urn': 'urn:pulumi:dev::p::aws:ssm/parameter:Parameter::key', 'type':"
                                        + " 'aws:ssm/parameter:Parameter', 'custom': true, 'inputs':"
                                        + " {'value': {'4dabf18193072939515e22adb298388d':"
                                        + " '1b47061264138c4ac30d75fd1eb44270', 'ciphertext': 'v1:x'}}}"));

        assertThat(converted.at("/resource/aws_ssm_parameter/key/value").textValue())
                .isEqualTo("${var.key_value}");
        assertThat(converted.at("/variable/key_value/sensitive").booleanValue()).isTrue();
    }

    @Test
    void whatHasNoWordIsLeftOutAndSaid() throws IOException {
        ByteArrayOutputStream aside = new ByteArrayOutputStream();
        String export =
                export(
                        "{'urn': 'urn:pulumi:dev::p::other:a/b:C::x', 'type': 'other:a/b:C',"
                                + " 'custom': true, 'inputs': {}}");

        convert(export, aside);

        assertThat(aside.toString(StandardCharsets.UTF_8)).isEqualTo("left out: other:a/b:C\n");
    }

    @Test
    void aDocumentOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> convert("{\"resources\": []}"))
                .hasMessageContaining("pulumi stack export");
    }

    private static String export(String resource) {
        return ("{'deployment': {'resources': [" + resource + "]}}").replace('\'', '"');
    }

    private static JsonNode convert(String export) throws IOException {
        return convert(export, new ByteArrayOutputStream());
    }

    private static JsonNode convert(String export, ByteArrayOutputStream aside) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ToTerraform.convert(
                new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(aside, true, StandardCharsets.UTF_8));
        return JSON.readTree(out.toByteArray());
    }
}
