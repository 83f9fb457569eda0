package dev.tidegate.runbooks.rig.kubernetes;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** kube-apiserver with a certificate that it signs itself, RBAC, one token for an administrator, and one for somebody in the group of daemons. */
class KubernetesApi extends Server {
    static final String DAEMONS_TOKEN = "rig-daemon";
    private static final String TOKEN = "rig-administrator";
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

    private final String etcd;
    private final Path certificates = folder().resolve("certificates");
    private final Path tokens;
    private final Path publicKey;
    private final Path privateKey;
    private final Path kubeconfig;

    KubernetesApi(String etcd) {
        super(Component.KUBERNETES, "kube-apiserver", Ports.free());
        this.etcd = etcd;
        this.tokens =
                write(
                        "tokens.csv",
                        TOKEN
                                + ",admin,admin,\"system:masters\"\n"
                                + DAEMONS_TOKEN
                                + ",daemon,daemon,\"tidegate\"\n");
        KeyPair keys = accountKeys();
        this.publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());
        this.privateKey = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        this.kubeconfig =
                write(
                        "kubeconfig.yaml",
                        """
                        apiVersion: v1
                        kind: Config
                        current-context: rig
                        clusters:
                          - name: rig
                            cluster: {server: "%s", certificate-authority: "%s"}
                        users:
                          - name: admin
                            user: {token: "%s"}
                        contexts:
                          - name: rig
                            context: {cluster: rig, user: admin, namespace: default}
                        """
                                .formatted(url(), certificate(), TOKEN));
    }

    String url() {
        return "https://" + address();
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    /** For a program that comes with the server. */
    Path fileBeside(String name, String text) {
        return write(name, text);
    }

    /** Sends a request as the administrator; any status but the expected ones is a failure with the server's words. */
    String send(String path, HttpRequest.Builder request, List<Integer> expected)
            throws IOException {
        try {
            HttpResponse<String> response =
                    HttpClient.newBuilder()
                            .sslContext(trustingOnlyThisServer())
                            .connectTimeout(REQUEST_LIMIT)
                            .build()
                            .send(
                                    request.uri(URI.create(url() + path))
                                            .timeout(REQUEST_LIMIT)
                                            .header("Authorization", "Bearer " + TOKEN)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            if (!expected.contains(response.statusCode())) {
                throw new IOException(
                        path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    protected List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        sharedArguments().forEach(each -> arguments.add("--" + each));
        arguments.addAll(own());
        return arguments;
    }

    /** Those that it takes wherever it runs. */
    final List<String> sharedArguments() {
        return List.of(
                "token-auth-file=" + tokens,
                "disable-admission-plugins=ServiceAccount,TaintNodesByCondition");
    }

    private List<String> own() {
        return List.of(
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port(),
                "--endpoint-reconciler-type=none",
                "--etcd-servers=http://" + etcd,
                "--cert-dir=" + certificates,
                "--authorization-mode=RBAC",
                "--service-account-key-file=" + publicKey,
                "--service-account-signing-key-file=" + privateKey,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-cluster-ip-range=10.96.0.0/24",
                "--shutdown-delay-duration=0s");
    }

    /** Ready means that also the namespace is there into which tests put their things. */
    @Override
    public boolean isReady() {
        if (!Files.exists(certificate())) {
            return false;
        }
        try {
            send("/readyz", HttpRequest.newBuilder(), List.of(200));
            send("/api/v1/namespaces/default", HttpRequest.newBuilder(), List.of(200));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    final Path certificate() {
        return certificates.resolve("apiserver.crt");
    }

    private SSLContext trustingOnlyThisServer() throws IOException {
        try (InputStream in = Files.newInputStream(certificate())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("rig-" + index++, each);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read " + certificate(), e);
        }
    }

    private static KeyPair accountKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no RSA", e);
        }
    }

    private Path pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return write(
                kind.replace(' ', '-') + ".pem",
                "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
