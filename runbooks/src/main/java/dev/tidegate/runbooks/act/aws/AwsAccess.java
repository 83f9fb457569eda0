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
 * How AWS services are reached. Credentials come from the SDK's default provider chain.
 *
 * @param endpoint overrides the endpoints of all services; for emulators
 * @param regionalEndpoints overrides by region
 * @param limit of one call, from its first byte to the last byte of the answer
 */
public record AwsAccess(
        Optional<URI> endpoint, Map<String, URI> regionalEndpoints, Duration limit) {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(8);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    public AwsAccess {
        regionalEndpoints = Map.copyOf(regionalEndpoints);
    }

    public AwsAccess(Optional<URI> endpoint) {
        this(endpoint, Map.of(), CALL_LIMIT);
    }

    /** Access over the regions' own endpoints. */
    public static AwsAccess regional() {
        return new AwsAccess(Optional.empty());
    }

    /**
     * Access by region. Where all endpoints are the same one, services without a region use it too.
     */
    public static AwsAccess ofEndpoints(Map<String, URI> endpoints) {
        Set<URI> all = Set.copyOf(endpoints.values());
        Optional<URI> sole = all.size() == 1 ? all.stream().findFirst() : Optional.empty();
        return new AwsAccess(sole, endpoints, CALL_LIMIT);
    }

    /**
     * A client that makes one bounded attempt: the run decides about retries, since it knows what
     * was tried.
     */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            B builder, String region) {
        Optional.ofNullable(regionalEndpoints.get(region))
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
