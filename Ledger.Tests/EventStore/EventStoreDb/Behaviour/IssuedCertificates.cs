using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>An authority, one that it lets sign in its place, and certificates of that one for servers.</summary>
internal sealed class IssuedCertificates : IDisposable
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public IssuedCertificates()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("CN=Root", rootKey).CreateSelfSigned(_now.AddHours(-1), _now.AddDays(3));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = Authority("CN=Intermediate", key).Create(_root, _now.AddHours(-1), _now.AddDays(2), [2]);
        _intermediate = signed.CopyWithPrivateKey(key);
    }

    public string RootPem => _root.ExportCertificatePem();

    /// <summary>What a server sends beside its own certificate.</summary>
    public X509Certificate2Collection Chain => [X509CertificateLoader.LoadCertificate(_intermediate.RawData)];

    /// <param name="host">A name; or an address.</param>
    /// <param name="signedByRoot">By the root itself, and not by the one in its place.</param>
    public X509Certificate2 Issue(string host, bool signedByRoot = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var signed = request.Create(signedByRoot ? _root : _intermediate, _now.AddHours(-1), _now.AddDays(1), [3]);
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request;
    }
}
