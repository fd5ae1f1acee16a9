using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TitleReview.App.Plans;
using TitleReview.App.Plans.Documents;
using TitleReview.Domain;

namespace TitleReview.Web.Plans;

/// <summary>计划文件的下载、公布的 JSON Schema，以及“怎么定的”一行小表单。</summary>
public static class PlanEndpoints
{
    private const string Json = "application/json; charset=utf-8";

    public static void MapPlans(this WebApplication app)
    {
        app.MapGet(PlanFile.SchemaAddress, () => Results.Text(PlanSchema.Write(), "application/schema+json; charset=utf-8")).AllowAnonymous();
        var signedIn = app.MapGroup("/plans").RequireAuthorization();
        signedIn.MapGet("/drafts/{id:guid}/export", async (Guid id, ExportPlanDraft export, CancellationToken ct) =>
            await export.Run(new PlanDraftId(id), ct) is var (text, name) ? Download(text, name) : Results.NotFound());
        signedIn.MapGet("/{id:guid}/export/{no:int}", async (Guid id, int no, ExportPlan export, CancellationToken ct) =>
            await export.Run(new PlanId(id), no, ct) is var (text, name) ? Download(text, name) : Results.NotFound());
        signedIn.MapPost("/drafts/{id:guid}/decide", async (Guid id, [FromForm] string? key, [FromForm] string? sentence, HttpContext http, IAntiforgery antiforgery, DecidePlan decide, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            await decide.Run(new PlanDraftId(id), key ?? "", sentence, ct);
            return Results.Redirect($"{PlanAddresses.Draft(new PlanDraftId(id))}#check");
        }).DisableAntiforgery();
    }

    private static IResult Download(string text, string name) => Results.File(System.Text.Encoding.UTF8.GetBytes(text), Json, name);
}
