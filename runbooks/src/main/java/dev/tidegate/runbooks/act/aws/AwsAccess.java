package dev.tidegate.runbooks.act.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How the services are reached. Credentials come from where the SDK always looks for them.
 *
 * @param endpoint of all services, in place of the region's own; for emulators
 * @param ofRegion the same where regions differ
 * @param limit of one call from its first byte to the last of the answer
 */
public record AwsAccess(Optional<URI> endpoint, Map<String, URI> ofRegion, Duration limit) {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    public AwsAccess {
        ofRegion = Map.copyOf(ofRegion);
    }

    public AwsAccess(Optional<URI> endpoint) {
        this(endpoint, Map.of(), CALL_LIMIT);
    }

    /** The endpoints of the region. */
    public static AwsAccess regional() {
        return new AwsAccess(Optional.empty());
    }

    /** By region; where all of them are one, services without a region are there too. */
    public static AwsAccess by(Map<String, URI> endpoints) {
        Set<URI> all = Set.copyOf(endpoints.values());
        Optional<URI> sole = all.size() == 1 ? all.stream().findFirst() : Optional.empty();
        return new AwsAccess(sole, endpoints, CALL_LIMIT);
    }

    /** One attempt, bounded: whether to try again is the run's decision, which knows what was tried. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region) {
        Optional.ofNullable(ofRegion.get(region))
                .or(() -> endpoint)
                .ifPresent(builder::endpointOverride);
        return builder.region(Region.of(region))
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder()
                                .apiCallTimeout(limit)
                                .retryStrategy(b -> b.maxAttempts(1))
                                .addExecutionInterceptor(new HtmlResponseGuard())
                                .addExecutionInterceptor(new BoundedResponses())
                                .build())
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT_LIMIT)
                                .socketTimeout(limit))
                .build();
    }
}
