using System.CommandLine;

namespace Ledger.Api.CommandLine;

/// <summary>The option <c>--url</c> of the commands that speak to a running service.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create(string description, Func<Uri> usually) => new("--url")
    {
        Description = description,
        DefaultValueFactory = _ => usually(),
        CustomParser = result =>
        {
            if (result.Tokens.Count == 1 && Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url)
                && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            {
                return url;
            }

            result.AddError($"--url is an address such as {Hosting.LedgerApplication.DefaultUrl}.");
            return null;
        },
    };
}
