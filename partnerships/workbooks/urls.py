"""The addresses of a portfolio that comes in or goes out as a file."""

from django.urls import path

from .views import check, files_out, lines, workbooks

urlpatterns = [
    path("portfolio/imports/", workbooks.workbooks, name="workbooks"),
    path("portfolio/imports/template/", files_out.workbook_template, name="workbook_template"),
    path("portfolio/export/", files_out.portfolio_export, name="portfolio_export"),
    path("portfolio/export/<int:pk>/", files_out.portfolio_file, name="portfolio_file"),
    path("portfolio/export/<int:pk>/file/", files_out.portfolio_file_download, name="portfolio_file_download"),
    path("portfolio/imports/<int:pk>/", workbooks.workbook, name="workbook"),
    path("portfolio/imports/<int:pk>/sheets/", workbooks.workbook_sheets, name="workbook_sheets"),
    path("portfolio/imports/<int:pk>/check/", check.workbook_check, name="workbook_check"),
    path("portfolio/imports/<int:pk>/lines/", lines.workbook_lines, name="workbook_lines"),
    path("portfolio/imports/<int:pk>/write/", workbooks.workbook_write, name="workbook_write"),
    path("portfolio/imports/<int:pk>/give-up/", workbooks.workbook_give_up, name="workbook_give_up"),
    path("portfolio/imports/<int:pk>/undo/", workbooks.workbook_undo, name="workbook_undo"),
]
