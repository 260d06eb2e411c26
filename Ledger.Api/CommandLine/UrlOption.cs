using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ledger.Api.CommandLine;

/// <summary>The option <c>--url</c> of the commands that speak to a running service.</summary>
internal static class UrlOption
{
    public static Option<Uri> Create(string description, Func<Uri> usually) => new("--url")
    {
        Description = description,
        DefaultValueFactory = _ => usually(),
        CustomParser = Parse,
    };

    /// <summary>One without a default.</summary>
    public static Option<Uri?> Create(string description) => new("--url") { Description = description, CustomParser = Parse };

    private static Uri? Parse(ArgumentResult result)
    {
        if (result.Tokens.Count == 1 && Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return url;
        }

        result.AddError($"--url is an address such as {Hosting.LedgerApplication.DefaultUrl}.");
        return null;
    }
}
