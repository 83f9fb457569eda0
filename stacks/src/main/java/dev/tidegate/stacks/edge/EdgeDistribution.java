package dev.tidegate.stacks.edge;

import com.pulumi.aws.cloudfront.CachePolicy;
import com.pulumi.aws.cloudfront.CachePolicyArgs;
import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.OriginRequestPolicy;
import com.pulumi.aws.cloudfront.OriginRequestPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionCustomErrorResponseArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOrderedCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomHeaderArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomOriginConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionViewerCertificateArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigHeadersArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyQueryStringsConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/**
 * The CloudFront distribution. All requests go to one origin, whose name DNS routes to a region; when no region answers, the fallback bucket does.
 * There is no origin group: it fails over for GET, HEAD and OPTIONS only, and with the same path, which the bucket does not have.
 */
final class EdgeDistribution {
    private static final String INFERENCE = "inference";
    private static final String FALLBACK = "last";
    private static final List<String> READ_METHODS = List.of("GET", "HEAD", "OPTIONS");
    private static final List<String> ALL_METHODS =
            List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    /** AWS's managed policy CachingDisabled; its identifier is the same in every account. */
    private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private final Site site;
    private final ComponentResource parent;

    EdgeDistribution(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
    }

    Distribution distribution(
            String origin,
            List<RegionEndpoint> endpoints,
            Output<String> certificate,
            Output<String> firewall,
            FallbackResponse fallback) {
        Output<String> requestPolicy = originRequestPolicy().id();
        Output<String> cachePolicy = readCachePolicy().id();
        String name = site.names().physical("edge");
        return new Distribution(
                site.names().logical("edge", "distribution"),
                DistributionArgs.builder()
                        .comment(name)
                        .enabled(true)
                        .isIpv6Enabled(true)
                        .httpVersion("http2and3")
                        .priceClass("PriceClass_All")
                        .aliases(site.ground().domain())
                        .webAclId(firewall)
                        .origins(inferenceOrigin(origin, endpoints), fallbackOrigin(fallback))
                        .defaultCacheBehavior(inferenceBehavior(requestPolicy))
                        .orderedCacheBehaviors(
                                readBehavior("/v1/models*", INFERENCE, cachePolicy),
                                readBehavior("/last/*", FALLBACK, cachePolicy))
                        .customErrorResponses(fallbackFor(502), fallbackFor(503), fallbackFor(504))
                        .restrictions(noGeographicRestriction())
                        .viewerCertificate(viewerCertificate(certificate))
                        .tags(site.tags("edge", name))
                        .build(),
                site.keep(parent));
    }

    private static DistributionOriginArgs inferenceOrigin(
            String origin, List<RegionEndpoint> endpoints) {
        return DistributionOriginArgs.builder()
                .originId(INFERENCE)
                .domainName(origin)
                .connectionAttempts(2)
                .connectionTimeout(3)
                .customHeaders(endpoints.stream().map(EdgeDistribution::keyHeader).toList())
                .customOriginConfig(
                        DistributionOriginCustomOriginConfigArgs.builder()
                                .httpPort(80)
                                .httpsPort(443)
                                .originProtocolPolicy("https-only")
                                .originSslProtocols("TLSv1.2")
                                .originReadTimeout(60)
                                .originKeepaliveTimeout(60)
                                .build())
                .build();
    }

    /** One header a region with its key: DNS decides which region gets the request, so each request carries all regions' keys. */
    private static DistributionOriginCustomHeaderArgs keyHeader(RegionEndpoint endpoint) {
        return DistributionOriginCustomHeaderArgs.builder()
                .name(RegionEndpoint.originHeader(endpoint.code()))
                .value(endpoint.originKey())
                .build();
    }

    private static DistributionOriginArgs fallbackOrigin(FallbackResponse fallback) {
        return DistributionOriginArgs.builder()
                .originId(FALLBACK)
                .domainName(fallback.domain())
                .originAccessControlId(fallback.accessControl())
                .build();
    }

    private static DistributionDefaultCacheBehaviorArgs inferenceBehavior(
            Output<String> requestPolicy) {
        return DistributionDefaultCacheBehaviorArgs.builder()
                .targetOriginId(INFERENCE)
                .viewerProtocolPolicy("https-only")
                .allowedMethods(ALL_METHODS)
                .cachedMethods("GET", "HEAD")
                .cachePolicyId(NO_CACHE)
                .originRequestPolicyId(requestPolicy)
                .compress(false)
                .build();
    }

    private static DistributionOrderedCacheBehaviorArgs readBehavior(
            String path, String origin, Output<String> cachePolicy) {
        return DistributionOrderedCacheBehaviorArgs.builder()
                .pathPattern(path)
                .targetOriginId(origin)
                .viewerProtocolPolicy("https-only")
                .allowedMethods(READ_METHODS)
                .cachedMethods("GET", "HEAD")
                .cachePolicyId(cachePolicy)
                .compress(true)
                .build();
    }

    private static DistributionCustomErrorResponseArgs fallbackFor(int status) {
        return DistributionCustomErrorResponseArgs.builder()
                .errorCode(status)
                .responseCode(503)
                .responsePagePath(FallbackResponse.PATH)
                .errorCachingMinTtl(0)
                .build();
    }

    private static DistributionRestrictionsArgs noGeographicRestriction() {
        return DistributionRestrictionsArgs.builder()
                .geoRestriction(
                        DistributionRestrictionsGeoRestrictionArgs.builder()
                                .restrictionType("none")
                                .build())
                .build();
    }

    private static DistributionViewerCertificateArgs viewerCertificate(Output<String> certificate) {
        return DistributionViewerCertificateArgs.builder()
                .acmCertificateArn(certificate)
                .sslSupportMethod("sni-only")
                .minimumProtocolVersion("TLSv1.2_2021")
                .build();
    }

    private CachePolicy readCachePolicy() {
        return new CachePolicy(
                site.names().logical("edge", "cache"),
                CachePolicyArgs.builder()
                        .name(site.names().physical("reads"))
                        .comment("What anyone may read: no key in it, no cookie")
                        .minTtl(0)
                        .defaultTtl(30)
                        .maxTtl(300)
                        .parametersInCacheKeyAndForwardedToOrigin(pathOnly())
                        .build(),
                site.under(parent));
    }

    /** The cache key: the path, without cookies, headers and query. */
    private static CachePolicyParametersInCacheKeyAndForwardedToOriginArgs pathOnly() {
        var noCookies =
                CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs.builder()
                        .cookieBehavior("none")
                        .build();
        var noHeaders =
                CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs.builder()
                        .headerBehavior("none")
                        .build();
        var noQuery =
                CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs.builder()
                        .queryStringBehavior("none")
                        .build();
        return CachePolicyParametersInCacheKeyAndForwardedToOriginArgs.builder()
                .enableAcceptEncodingBrotli(true)
                .enableAcceptEncodingGzip(true)
                .cookiesConfig(noCookies)
                .headersConfig(noHeaders)
                .queryStringsConfig(noQuery)
                .build();
    }

    /** Forwards everything the client sent, and what CloudFront knows about the client's location and device. */
    private OriginRequestPolicy originRequestPolicy() {
        var noCookies =
                OriginRequestPolicyCookiesConfigArgs.builder().cookieBehavior("none").build();
        var wholeQuery =
                OriginRequestPolicyQueryStringsConfigArgs.builder()
                        .queryStringBehavior("all")
                        .build();
        return new OriginRequestPolicy(
                site.names().logical("edge", "requests"),
                OriginRequestPolicyArgs.builder()
                        .name(site.names().physical("requests"))
                        .comment("The client's own headers, its country and its kind of device")
                        .cookiesConfig(noCookies)
                        .headersConfig(viewerHeaders())
                        .queryStringsConfig(wholeQuery)
                        .build(),
                site.under(parent));
    }

    private static OriginRequestPolicyHeadersConfigArgs viewerHeaders() {
        var locationAndDevice =
                OriginRequestPolicyHeadersConfigHeadersArgs.builder()
                        .items(
                                "CloudFront-Is-Desktop-Viewer",
                                "CloudFront-Is-Mobile-Viewer",
                                "CloudFront-Is-Tablet-Viewer",
                                "CloudFront-Viewer-Address",
                                "CloudFront-Viewer-Country")
                        .build();
        return OriginRequestPolicyHeadersConfigArgs.builder()
                .headerBehavior("allViewerAndWhitelistCloudFront")
                .headers(locationAndDevice)
                .build();
    }
}
