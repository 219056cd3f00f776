from decimal import Decimal

from django.db import migrations

PRODUCTS = [
    ("Teapot", "Cast iron, 0.8 litres.", "49.90", 12),
    ("Tea cup", "Glazed stoneware, 150 ml.", "14.50", 60),
    ("Sencha", "Green tea from Uji, 100 g.", "11.20", 40),
    ("Matcha whisk", "Bamboo, 80 prongs.", "18.00", 25),
    ("Storehouse tin", "Airtight, for 200 g of tea.", "9.95", 3),
]


def add_products(apps, schema_editor):
    Product = apps.get_model("shop", "Product")
    Product.objects.bulk_create(
        Product(name=name, description=description, price=Decimal(price), stock=stock)
        for name, description, price, stock in PRODUCTS
    )


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunPython(add_products, migrations.RunPython.noop)]
