namespace Ledger.Tests.Support.Exposition;

/// <summary>An answer of <c>/metrics</c>.</summary>
internal sealed record Scrape(string ContentType, ExpositionText Text)
{
    public static async Task<Scrape> OfAsync(Uri service, string? accept = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, "/metrics"));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await http.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue();
        var type = response.Content.Headers.GetValues("Content-Type").Single();
        var open = type.StartsWith("application/openmetrics-text", StringComparison.Ordinal);
        return new(type, ExpositionText.Parse(await response.Content.ReadAsStringAsync(), open));
    }

    /// <summary>Scrapes until something holds; fails with what was said last where it does not come to hold.</summary>
    public static async Task<ExpositionText> UntilAsync(Uri service, Func<ExpositionText, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var text = (await OfAsync(service)).Text;
            if (holds(text))
            {
                return text;
            }

            tries.Should().BeLessThan(400, string.Join('\n', text.Samples.Where(sample => sample.Name.StartsWith("ledger_", StringComparison.Ordinal))));
            await Task.Delay(50);
        }
    }
}
