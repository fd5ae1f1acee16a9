using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using TitleReview.App.Storage;

Console.WriteLine("Used by dotnet ef only: dotnet ef migrations add NAME --project src/TitleReview.App --startup-project tools/EfDesign --output-dir Storage/Migrations");

internal sealed class Factory : IDesignTimeDbContextFactory<TitleReviewDb>
{
    public TitleReviewDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<TitleReviewDb>().UseNpgsql("Host=design-time-only").Options, default);
}
