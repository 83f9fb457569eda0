package dev.tidegate.autoscaler.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An EC2 Auto Scaling group as an operator sees it, accessed with the query protocol of the API and without the SDK. */
final class ScalingGroup {
    private static final Pattern MINIMUM = Pattern.compile("<MinSize>(\\d+)</MinSize>");

    private final URI api;
    private final String name;
    private final HttpClient http = HttpClient.newHttpClient();

    private ScalingGroup(URI api, String name) {
        this.api = api;
        this.name = name;
    }

    static ScalingGroup create(URI api, String name, int least, int most) {
        ScalingGroup group = new ScalingGroup(api, name);
        group.call(
                "CreateLaunchConfiguration",
                Map.of(
                        "LaunchConfigurationName", name,
                        "ImageId", "ami-1",
                        "InstanceType", "g5.xlarge"));
        group.call(
                "CreateAutoScalingGroup",
                Map.of(
                        "AutoScalingGroupName",
                        name,
                        "LaunchConfigurationName",
                        name,
                        "AvailabilityZones.member.1",
                        "us-east-1a",
                        "MinSize",
                        Integer.toString(least),
                        "MaxSize",
                        Integer.toString(most)));
        return group;
    }

    int minimumSize() {
        String answer =
                call("DescribeAutoScalingGroups", Map.of("AutoScalingGroupNames.member.1", name));
        Matcher found = MINIMUM.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("no group in " + answer);
        }
        return Integer.parseInt(found.group(1));
    }

    private String call(String action, Map<String, String> parameters) {
        String form =
                parameters.entrySet().stream()
                        .map(
                                e ->
                                        e.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        e.getValue(), StandardCharsets.UTF_8))
                        .collect(
                                Collectors.joining(
                                        "&", "Action=" + action + "&Version=2011-01-01&", ""));
        HttpRequest request =
                HttpRequest.newBuilder(api)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/autoscaling/aws4_request,"
                                        + " SignedHeaders=host, Signature=none")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        action + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
