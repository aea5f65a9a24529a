import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Asks EU DSS about signed PDFs: Ask ROOT.pem [LIST.crl...] FILE.pdf... Nothing here asks the network. */
public class Ask {
    public static void main(String[] args) throws IOException {
        var trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(args[0])));
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        List<InputStream> lists = new ArrayList<>();
        for (String name : args) {
            if (name.endsWith(".crl")) {
                lists.add(new FileInputStream(name));
            }
        }
        if (!lists.isEmpty()) {
            verifier.setCrlSource(new ExternalResourcesCRLSource(lists.toArray(InputStream[]::new)));
        }
        for (String name : args) {
            if (name.endsWith(".pdf")) {
                var validator = SignedDocumentValidator.fromDocument(new FileDocument(name));
                validator.setCertificateVerifier(verifier);
                tell(new File(name).getName(), validator.validateDocument().getSimpleReport());
            }
        }
    }

    static void tell(String name, SimpleReport report) {
        for (String id : report.getSignatureIdList()) {
            System.out.printf("%-20s %-20s %s %s%n", name, report.getSignatureFormat(id), said(report, id), texts(report.getAdESValidationErrors(id)));
        }
    }

    static String said(SimpleReport report, String id) {
        var why = report.getSubIndication(id);
        return report.getIndication(id) + (why == null ? "" : " " + why);
    }

    static List<String> texts(List<Message> all) {
        return all.stream().map(Message::getValue).toList();
    }
}
