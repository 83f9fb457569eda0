package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS with a self-signed certificate: of a host that pretends to be another, or of one whose certificate
 * is its clients' authority.
 */
public final class SelfSignedTls {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "own";

    private SelfSignedTls() {}

    static ServerSocket listening(KeyStore own) throws IOException {
        try {
            return context(own)
                    .getServerSocketFactory()
                    .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What a server shows the certificate with. */
    public static SSLContext context(KeyStore own) throws GeneralSecurityException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate as clients are given an authority's. */
    public static String pem(KeyStore own) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(own.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Makes this JVM trust the certificate, for the host that it names. */
    static void trust(KeyStore own) throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            certificates.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        certificates.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    static KeyStore ownCertificate() throws IOException, GeneralSecurityException {
        return certificateOf("elsewhere.example");
    }

    /** A new key, and a certificate of it that names this host. */
    public static KeyStore certificateOf(String host) throws IOException, GeneralSecurityException {
        Path store = Scratch.folder("tls").resolve("keys.p12");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!Files.exists(store)) {
            throw new IOException("keytool: " + said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
