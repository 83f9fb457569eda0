package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.wafv2.model.UpdateWebAclRequest;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** The service keeps nothing of an ACL that an update leaves out; the emulator knows too few of an ACL's members to show it. */
final class WafRatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ACL =
            """
            {"WebACL": {
              "Name": "edge", "Id": "1", "ARN": "arn:aws:wafv2:us-east-1:1:regional/webacl/edge/1",
              "Description": "of the edge",
              "DefaultAction": {"Allow": {}},
              "VisibilityConfig": {"SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true, "MetricName": "edge"},
              "Rules": [{
                "Name": "per-client", "Priority": 0, "Action": {"Block": {}},
                "Statement": {"RateBasedStatement": {"Limit": 2000, "AggregateKeyType": "IP"}},
                "VisibilityConfig": {"SampledRequestsEnabled": true, "CloudWatchMetricsEnabled": true, "MetricName": "rule"}}],
              "CustomResponseBodies": {"busy": {"ContentType": "TEXT_PLAIN", "Content": "later"}},
              "CaptchaConfig": {"ImmunityTimeProperty": {"ImmunityTime": 60}},
              "ChallengeConfig": {"ImmunityTimeProperty": {"ImmunityTime": 60}},
              "TokenDomains": ["example.com"],
              "AssociationConfig": {"RequestBody": {"CLOUDFRONT": {"DefaultSizeInspectionLimit": "KB_16"}}},
              "DataProtectionConfig": {"DataProtections": [
                {"Field": {"FieldType": "SINGLE_HEADER", "FieldKeys": ["authorization"]}, "Action": "SUBSTITUTION"}]},
              "OnSourceDDoSProtectionConfig": {"ALBLowReputationMode": "ALWAYS_ON"},
              "ApplicationConfig": {"Attributes": [{"Name": "tier", "Values": ["edge"]}]}},
             "LockToken": "t"}
            """;

    @Test
    void whatAnUpdateCanSayOfAListIsSaidAsItWas() throws IOException {
        Moto.setDummyCredentials();
        List<JsonNode> updates = new CopyOnWriteArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    JsonNode request = JSON.readTree(exchange.getRequestBody());
                    boolean update =
                            exchange.getRequestHeaders()
                                    .getFirst("X-Amz-Target")
                                    .endsWith("UpdateWebACL");
                    if (update) {
                        updates.add(request);
                    }
                    byte[] answer = (update ? "{}" : ACL).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        WafRates rates = new WafRates(new AwsAccess(Optional.of(address)), Moto.CLOCK);
        Target rule = WafRates.target("us-east-1", "REGIONAL", "edge", "1", "per-client");

        Observed before = ActuatorContract.observed(rates.read(rule));
        rates.apply(
                rates.plan(before, new TreeMap<>(Map.of("limit", IntNode.valueOf(500)))),
                ActuatorContract.held(1));
        server.stop(0);

        assertThat(updates).hasSize(1);
        JsonNode acl = JSON.readTree(ACL).path("WebACL");
        for (SdkField<?> member : UpdateWebAclRequest.builder().build().sdkFields()) {
            String name = member.locationName();
            if (WebACL.builder().build().sdkFieldNameToField().containsKey(name)
                    && !name.equals("Rules")) {
                assertThat(acl.has(name)).as("the test's list has " + name).isTrue();
                assertThat(updates.get(0).path(name)).as(name).isEqualTo(acl.path(name));
            }
        }
    }
}
