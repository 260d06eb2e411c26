using System.Text.Json;
using Ledger.Api.Http.Reading;
using Microsoft.OpenApi;

namespace Ledger.Api.Hosting.Swagger;

/// <summary>The description of the API, at <c>/swagger</c>, in every environment.</summary>
internal static class SwaggerSetup
{
    public static void AddLedgerSwagger(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new()
            {
                Title = "Ledger",
                Version = "v1",
                Description = "An event-sourced ledger. Amounts are decimal strings with the currency's number of decimals; times are RFC 3339 in UTC; "
                    + "errors are RFC 9457 problems with `type` `urn:ledger:problem:<code>`.",
            });
            swagger.SupportNonNullableReferenceTypes();
            swagger.MapType<AmountText>(() => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Pattern = "^[0-9]+(\\.[0-9]+)?$",
                Description = "A plain decimal string or a JSON number, read exactly.",
                Examples = ["12.75"],
            });
            swagger.MapType<JsonElement>(() => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = true });
            swagger.OperationFilter<ParametersFilter>();
            swagger.OperationFilter<AnswerHeadersFilter>();
            swagger.OperationFilter<ExamplesFilter>();
        });
    }

    public static void UseLedgerSwagger(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(ui =>
        {
            ui.DocumentTitle = "Ledger API";
            ui.SwaggerEndpoint("/swagger/v1/swagger.json", "Ledger v1");
            ui.DisplayOperationId();
        });
    }
}
